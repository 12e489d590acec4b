/** The limits of the feed bench: Node sending the same bytes and nothing else, bare or with the same headers. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [file = '', port = '0', allHeaders] = process.argv.slice(2)
const body = readFileSync(file)
const headers: string[] = allHeaders
  ? JSON.parse(allHeaders)
  : [
      ...['Content-Type', 'text/html; charset=utf-8'],
      ...['Content-Encoding', 'br'],
      ...['Content-Length', String(body.length)],
    ]

createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
}).listen(Number(port), () => console.log('ready'))
