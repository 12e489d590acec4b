import { afterEach, describe, expect, it } from 'vitest'
import { env } from '../../src/env.ts'
import {
  arxivService,
  oaiAddress,
  queryAddress,
  rssAddress,
} from '../../src/sources/arxiv/service.ts'

const addresses = () =>
  [
    queryAddress(['2605.00001', 'math/0611800']),
    oaiAddress({ verb: 'ListRecords' }),
    rssAddress(['cs.CL', 'hep-th']),
  ].map(({ href }) => href)

afterEach(() => {
  env().ARXIV_URL = undefined
})

describe('arXiv is asked', () => {
  it.each([undefined, 'https://export.arxiv.org', 'https://arxiv.org/'])(
    'at its three hosts, with ARXIV_URL %s',
    (url) => {
      env().ARXIV_URL = url
      expect(addresses()).toEqual([
        'https://export.arxiv.org/api/query?id_list=2605.00001%2Cmath%2F0611800&start=0&max_results=2',
        'https://oaipmh.arxiv.org/oai?verb=ListRecords',
        'https://rss.arxiv.org/rss/cs.CL+hep-th',
      ])
    },
  )

  it.each([
    ['http://localhost:8080', 'http://localhost:8080'],
    ['https://mirror.example/arxiv/', 'https://mirror.example/arxiv'],
    ['https://notarxiv.org', 'https://notarxiv.org'],
  ])('at one mirror, with ARXIV_URL %s', (url, base) => {
    env().ARXIV_URL = url
    expect(addresses()).toEqual([
      `${base}/api/query?id_list=2605.00001%2Cmath%2F0611800&start=0&max_results=2`,
      `${base}/oai?verb=ListRecords`,
      `${base}/rss/cs.CL+hep-th`,
    ])
    expect(new Set(arxivService().bases.map(({ origin }) => origin)).size).toBe(1)
  })
})
