/** The moment at which every picture is taken: a Monday, whose edition opened the evening before. */
export const NOW = new Date('2026-02-09T15:00:00Z')
export const TODAY = '2026-02-09'

/** So many hours before it. */
export const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)
