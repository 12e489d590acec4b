/** Raw items of the sources, made up: tests change the field they are about. */

export function aDayItem(paper: object = {}, outer: object = {}) {
  return {
    paper: {
      id: '2505.01234',
      authors: [
        { _id: 'a', name: 'Ada Example', hidden: false },
        { _id: 'b', name: 'Bo Sample', hidden: true },
      ],
      publishedAt: '2025-05-02T17:59:59.000Z',
      submittedOnDailyAt: '2025-05-06T01:02:03.456Z',
      title: 'A Title That Is\n  Wrapped',
      summary: 'A summary\nover two lines.',
      upvotes: 12,
      githubRepo: 'https://github.com/example/code',
      projectPage: ' https://example.org/page',
      organization: { _id: 'o', name: 'Example-Lab', fullname: 'The Example Lab' },
      ...paper,
    },
    publishedAt: '2025-05-02T13:59:59.000Z',
    title: 'A Title That Is\n  Wrapped',
    numComments: 3,
    submittedBy: { name: 'someone', fullname: 'Some One' },
    ...outer,
  }
}

export function aFlatEntry(fields: object = {}) {
  return {
    id: '2501.00001',
    title: 'A Flat Title',
    summary: 'A flat summary.',
    authors: ['Ada Example', 'Bo Sample'],
    publishedAt: '2025-01-01T23:30:00.000Z',
    submittedOnDailyAt: null,
    upvotes: 0,
    numComments: 0,
    organization: { name: 'Example_Lab', fullname: null },
    githubRepo: null,
    projectPage: null,
    dailyDate: '2025-01-02',
    ...fields,
  }
}

export function aSeedCard(fields: object = {}) {
  return {
    n: 1,
    title: 'A Seed Title',
    abstract: 'A seed abstract.',
    authorCount: 3,
    org: { slug: 'example-lab', name: 'Example Lab' },
    publishedAt: '2025-10-15',
    comments: 0,
    arxivId: '2510.00001',
    ...fields,
  }
}

export function aSeedFact(fields: object = {}) {
  return {
    n: 1,
    arxivId: '2510.00001',
    title: 'A Seed Title',
    authorCount: 3,
    org: null,
    publishedAt: '2025-10-15',
    comments: 0,
    authors: ['Ada Example', 'Bo Sample', 'Cy Third'],
    categories: ['cs.CL', 'cs.IR'],
    upvotes: 21,
    dailyDate: '2025-10-16',
    githubRepo: 'https://github.com/example/seed',
    ...fields,
  }
}

export function aCorpusLine(fields: object = {}) {
  return {
    id: '2509.00001',
    title: 'A Corpus Title',
    abstract: 'A corpus abstract.',
    authors: ['Ada Example'],
    categories: ['cs.CV', 'stat.ML', '68T45, 62H30', 'I.5.3; I.2.10', 'cs.CV'],
    published: '2025-09-30',
    updated: null,
    listedOn: '2025-10-02',
    comment: '12 pages',
    doi: '10.1000/example.1',
    journalRef: 'Journal of Examples 1',
    source: 'somewhere',
    ...fields,
  }
}

export function aSample(fields: object = {}) {
  return {
    arxivId: '2505.00009',
    title: 'A Sample Title',
    summary: 'Two sentences in our words.',
    authors: ['Ada Example'],
    authorCount: 7,
    organization: { slug: 'example-lab', name: 'Example Lab' },
    publishedAt: '2025-05-09',
    categories: ['cs.LG'],
    votes: 5,
    comments: 2,
    codeUrl: 'https://github.com/example/sample',
    ...fields,
  }
}

export function anEntry(change: (entry: string) => string = (entry) => entry): string {
  return change(`<entry>
    <id>http://arxiv.org/abs/2605.00001v3</id>
    <title>Bounds on &amp;lt; and
      wraps</title>
    <updated>2026-05-20T10:00:00Z</updated>
    <summary>  We show $a &lt; b$ &amp; more. </summary>
    <category term="cs.AI"/><category term="cs.LG"/><category term="68T05"/>
    <published>2026-05-01T23:59:59Z</published>
    <arxiv:comment>10 pages</arxiv:comment>
    <arxiv:primary_category term="cs.LG"/>
    <arxiv:journal_ref>J. Ex. 1 (2026)</arxiv:journal_ref>
    <author><name>Ada Example</name><arxiv:affiliation>Lab</arxiv:affiliation></author>
    <author><name>Bo Sample</name></author>
    <arxiv:doi>10.1000/example.2</arxiv:doi>
  </entry>`)
}

export function aFeed(entries: string, total = 1, start = 0): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
  xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
  <id>https://arxiv.org/api/x</id><title>arXiv Query</title>
  <updated>2026-06-01T00:00:00-04:00</updated>
  <opensearch:itemsPerPage>10</opensearch:itemsPerPage>
  <opensearch:totalResults>${total}</opensearch:totalResults>
  <opensearch:startIndex>${start}</opensearch:startIndex>
  ${entries}</feed>`
}

export function aRecord(metadata: string, header = ''): string {
  return `<record><header><identifier>oai:arXiv.org:0901.0001</identifier>
    <datestamp>2010-02-03</datestamp>${header}</header>
    <metadata>${metadata}</metadata></record>`
}

export function anOaiAnswer(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2026-01-01T00:00:00Z</responseDate>
<request verb="ListRecords">https://arxiv.org/oai</request>${content}</OAI-PMH>`
}

export const AN_ARXIV_RECORD = `<arXiv xmlns="http://arxiv.org/OAI/arXiv/">
  <id>0901.0001</id><created>2009-01-02</created><updated>2009-05-06</updated>
  <authors><author><keyname>Ex{\\'a}mple</keyname><forenames>Ada B.</forenames>
    <suffix>III</suffix><affiliation>Lab</affiliation></author>
  <author><keyname>The Team</keyname></author><author><keyname>:</keyname></author></authors>
  <title>An OAI
  title</title><categories>math.AP math-ph 35Q30</categories><comments>9 pages</comments>
  <journal-ref>J. Ex. 2</journal-ref><doi>10.1000/example.3 10.1000/other</doi>
  <license>http://arxiv.org/licenses/nonexclusive-distrib/1.0/</license>
  <abstract>  First.
  Second.</abstract></arXiv>`

export const A_RAW_RECORD = `<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">
  <id>0901.0001</id><submitter>Someone</submitter>
  <version version="v1"><date>Fri, 2 Jan 2009 22:55:07 GMT</date><size>9kb</size></version>
  <version version="v10"><date>Wed, 21 Oct 2009 15:10:15 GMT</date><size>9kb</size></version>
  <version version="v2"><date>Wed, 26 Nov 2008 07:46:01 GMT</date><size>9kb</size></version>
  <title>A raw title</title><authors>Ada Ex\\'ample (1, 2), P. Erd\\H{o}s and Bo Sample ((1) A
  Lab (in a town), (2) B)</authors><categories>math.CO</categories>
  <abstract>An abstract.</abstract></arXivRaw>`

export function anAnnouncement(type = 'new', fields = ''): string {
  return `<item><title>An announced title</title><link>https://arxiv.org/abs/2604.00001</link>
    <description>arXiv:2604.00001v2 Announce Type: ${type}
Abstract: What is new: &lt;1 minute.</description>
    <category>cs.AI</category><category>cs.LG</category>
    <pubDate>Mon, 27 Apr 2026 00:00:00 -0400</pubDate>
    <arxiv:announce_type>${type}</arxiv:announce_type>
    <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
    <dc:creator>Ada Example, Bo Sample</dc:creator>${fields}</item>`
}

export function anRss(items: string, link = 'http://rss.arxiv.org/rss/cs.AI'): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom" version="2.0"><channel>
  <title>updates</title><atom:link href="${link}" rel="self"/><link>${link}</link>
  <pubDate>Mon, 27 Apr 2026 00:00:00 -0400</pubDate>${items}</channel></rss>`
}
