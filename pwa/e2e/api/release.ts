// The same server as two releases of the app: a thin proxy that, once told to, hands out the app as if it had been built
// anew. Every file has another name and no file has its old one; pages say which release they are.

import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const named = /-([\w-]{8})\.(js|css)/g
const text = /javascript|css|html/

export class Release {
  /** Counts up; every release names its files by it. */
  now = 1
  /** Files asked for that this release does not have. */
  readonly missed: string[] = []

  private constructor(
    private readonly behind: URL,
    private readonly server: Server,
  ) {}

  static async before(origin: string): Promise<Release> {
    const server = createServer()
    const release = new Release(new URL(origin), server)
    server.on('request', (ask: IncomingMessage, answer: ServerResponse) => release.pass(ask, answer))
    await new Promise<void>((ready) => {
      server.listen(0, 'localhost', ready)
    })
    return release
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`
  }

  async end(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((r) => this.server.close(r))
  }

  private get tail(): string {
    return this.now === 1 ? '' : `.${this.now}`
  }

  private pass(ask: IncomingMessage, answer: ServerResponse): void {
    let path = ask.url ?? '/'
    const wanted = /^\/assets\/.*-[\w-]{8}((?:\.\d+)?)\.(?:js|css)$/.exec(path)
    if (wanted && wanted[1] !== this.tail) {
      this.missed.push(path)
      answer.writeHead(404).end()
      return
    }
    if (wanted) path = path.replace(/(?:\.\d+)?\.(js|css)$/, '.$1')
    const { 'accept-encoding': _plain, 'if-none-match': _fresh, ...headers } = ask.headers
    const onward = request(this.behind, { method: ask.method, path, headers: { ...headers, host: this.behind.host } }, (got) => {
      const status = got.statusCode ?? 502
      if (status !== 200 || path.startsWith('/api/') || !text.test(got.headers['content-type'] ?? '')) {
        answer.writeHead(status, got.headers)
        got.pipe(answer)
        return
      }
      const parts: Buffer[] = []
      got.on('data', (part: Buffer) => parts.push(part))
      got.on('end', () => {
        const { 'content-length': _length, etag: _tag, ...others } = got.headers
        const body = Buffer.concat(parts).toString('utf8').replaceAll(named, `-$1${this.tail}.$2`).replace('<html', `<html data-release="${this.now}"`)
        answer.writeHead(status, others).end(body)
      })
    })
    onward.on('error', () => answer.destroy())
    ask.pipe(onward)
  }
}
