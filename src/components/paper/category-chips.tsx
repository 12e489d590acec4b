/** The categories of a paper, linked. */
export function CategoryChips({ names }: { names: string[] }) {
  return names.map((name) => (
    <a key={name} href={`/categories/${name}`} className="chip">
      {name}
    </a>
  ))
}
