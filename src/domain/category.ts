/** arXiv's categories: how they are spelt and what they are called (https://arxiv.org/category_taxonomy). */

const NAMES: Record<string, string> = {
  'cs.AI': 'Artificial Intelligence',
  'cs.AR': 'Hardware Architecture',
  'cs.CC': 'Computational Complexity',
  'cs.CE': 'Computational Engineering, Finance, and Science',
  'cs.CG': 'Computational Geometry',
  'cs.CL': 'Computation and Language',
  'cs.CR': 'Cryptography and Security',
  'cs.CV': 'Computer Vision and Pattern Recognition',
  'cs.CY': 'Computers and Society',
  'cs.DB': 'Databases',
  'cs.DC': 'Distributed, Parallel, and Cluster Computing',
  'cs.DL': 'Digital Libraries',
  'cs.DM': 'Discrete Mathematics',
  'cs.DS': 'Data Structures and Algorithms',
  'cs.ET': 'Emerging Technologies',
  'cs.FL': 'Formal Languages and Automata Theory',
  'cs.GL': 'General Literature',
  'cs.GR': 'Graphics',
  'cs.GT': 'Computer Science and Game Theory',
  'cs.HC': 'Human-Computer Interaction',
  'cs.IR': 'Information Retrieval',
  'cs.IT': 'Information Theory',
  'cs.LG': 'Machine Learning',
  'cs.LO': 'Logic in Computer Science',
  'cs.MA': 'Multiagent Systems',
  'cs.MM': 'Multimedia',
  'cs.MS': 'Mathematical Software',
  'cs.NA': 'Numerical Analysis',
  'cs.NE': 'Neural and Evolutionary Computing',
  'cs.NI': 'Networking and Internet Architecture',
  'cs.OH': 'Other Computer Science',
  'cs.OS': 'Operating Systems',
  'cs.PF': 'Performance',
  'cs.PL': 'Programming Languages',
  'cs.RO': 'Robotics',
  'cs.SC': 'Symbolic Computation',
  'cs.SD': 'Sound',
  'cs.SE': 'Software Engineering',
  'cs.SI': 'Social and Information Networks',
  'cs.SY': 'Systems and Control',
  'econ.EM': 'Econometrics',
  'eess.AS': 'Audio and Speech Processing',
  'eess.IV': 'Image and Video Processing',
  'eess.SP': 'Signal Processing',
  'eess.SY': 'Systems and Control',
  'math.CO': 'Combinatorics',
  'math.NA': 'Numerical Analysis',
  'math.OC': 'Optimization and Control',
  'math.PR': 'Probability',
  'math.ST': 'Statistics Theory',
  'q-bio.BM': 'Biomolecules',
  'q-bio.NC': 'Neurons and Cognition',
  'q-bio.QM': 'Quantitative Methods',
  'quant-ph': 'Quantum Physics',
  'stat.AP': 'Applications of Statistics',
  'stat.CO': 'Statistical Computation',
  'stat.ME': 'Statistical Methodology',
  'stat.ML': 'Machine Learning (Statistics)',
}

/** What a category is called, or null where this list does not say. */
export function categoryName(category: string): string | null {
  return Object.hasOwn(NAMES, category) ? (NAMES[category] ?? null) : null
}

/**
 * arXiv's spelling of a category asked for in any case: subjects of two letters are upper-case
 * (`cs.CL`), longer ones lower-case (`cond-mat.mes-hall`). null for what cannot be a category.
 */
export function categorySpelling(text: string): string | null {
  const match = /^([a-z]+(?:-[a-z]+)*)(?:\.([a-z]+(?:-[a-z]+)*))?$/i.exec(text)
  if (!match || text.length > 40) return null
  const [, archive = '', subject] = match
  if (!subject) return archive.toLowerCase()
  const spelt = subject.length === 2 ? subject.toUpperCase() : subject.toLowerCase()
  return `${archive.toLowerCase()}.${spelt}`
}
