/** The page by which the pictures are leafed through. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Taken = {
  area: string
  state: string
  width: number
  theme: 'light' | 'dark'
  /** From the folder of the page. */
  file: string
  note?: string
}

/** Lists these pictures, and those of other areas that an earlier run has left. */
export function writeContents(folder: string, taken: Taken[]): void {
  const list = join(folder, 'pictures.json')
  const before: Taken[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
  const areas = new Set(taken.map(({ area }) => area))
  const all = [...before.filter(({ area }) => !areas.has(area)), ...taken]
  const pictures = JSON.stringify(all).replaceAll('<', '\\u003c')
  writeFileSync(list, pictures)
  writeFileSync(
    join(folder, 'index.html'),
    PAGE.replace('PICTURES', () => pictures),
  )
}

const PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Pictures of Broadsheet</title>
<style>
  :root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }
  body { margin: 0; }
  header { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; padding: 8px 16px; background: Canvas; border-bottom: 1px solid; }
  main { display: flex; flex-wrap: wrap; gap: 24px 16px; align-items: start; padding: 16px; }
  h2 { flex-basis: 100%; margin: 16px 0 0; font-size: 18px; }
  figure { margin: 0; max-width: 100%; }
  img { display: block; max-width: 100%; border: 1px solid #8888; }
  strong { color: #c00; }
</style>
<header>
  <label>Area <select id="area"></select></label>
  <label>State <select id="state"></select></label>
  <label>Width <select id="width"></select></label>
  <label>Theme <select id="theme"></select></label>
  <button id="back">Back</button> <button id="on">On</button> <span>or the arrow keys</span>
</header>
<main></main>
<script>
const pictures = PICTURES
const [area, state, width, theme, main] = ['#area', '#state', '#width', '#theme', 'main'].map((one) => document.querySelector(one))
const values = (name, among = pictures) => [...new Set(among.map((one) => String(one[name])))]
const offer = (select, names) => select.replaceChildren(new Option('all', ''), ...names.map((name) => new Option(name)))
const fits = (select, value) => select.value === '' || select.value === String(value)
function show() {
  main.replaceChildren()
  let shown = ''
  for (const one of pictures) {
    if (![[area, one.area], [state, one.state], [width, one.width], [theme, one.theme]].every(([select, value]) => fits(select, value))) continue
    if (shown !== one.area + one.state) main.append(Object.assign(document.createElement('h2'), { textContent: one.area + ': ' + one.state }))
    shown = one.area + one.state
    const figure = document.createElement('figure')
    const caption = Object.assign(document.createElement('figcaption'), { textContent: one.width + ' px, ' + one.theme + ' ' })
    if (one.note) caption.append(Object.assign(document.createElement('strong'), { textContent: one.note }))
    const image = Object.assign(new Image(one.width), { loading: 'lazy', src: one.file, alt: one.state })
    figure.append(caption, image)
    main.append(figure)
  }
  scrollTo(0, 0)
}
function leaf(step) {
  const count = state.options.length
  state.selectedIndex = (state.selectedIndex + step + count) % count
  show()
}
const statesOfArea = () => offer(state, values('state', pictures.filter((one) => fits(area, one.area))))
offer(area, values('area')); statesOfArea(); offer(width, values('width')); offer(theme, values('theme'))
area.selectedIndex = 1; statesOfArea(); state.selectedIndex = 1; show()
area.onchange = () => { statesOfArea(); state.selectedIndex = 1; show() }
state.onchange = width.onchange = theme.onchange = show
document.querySelector('#back').onclick = () => leaf(-1)
document.querySelector('#on').onclick = () => leaf(1)
onkeydown = ({ key, target }) => { if (target.tagName !== 'SELECT') { if (key === 'ArrowLeft') leaf(-1); if (key === 'ArrowRight') leaf(1) } }
</script>
</html>
`
