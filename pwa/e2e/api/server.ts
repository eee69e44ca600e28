// A server of a story's own, to be killed: the others go on. With a database server behind, it is one more replica over
// the same database; on SQLite it has a world of its own.

import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export class Server {
  private process: ChildProcess | undefined
  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  get url(): string {
    return `http://localhost:${this.port}`
  }

  static async start(): Promise<Server> {
    const server = new Server(mkdtempSync(join(tmpdir(), 'anjian-story-')), await freePort())
    await server.start()
    return server
  }

  async start(): Promise<void> {
    const log = openSync(join(this.folder, 'log'), 'a')
    const address = `127.0.0.1:${this.port}`
    this.process = spawn(process.env.ANJIAN_E2E_BINARY ?? '.cache/anjian', [], {
      env: { ...process.env, ANJIAN_ADDR: address, ANJIAN_PUBLIC_URL: this.url, ANJIAN_DATA_DIR: join(this.folder, 'data'), ANJIAN_DEMO: 'true' },
      stdio: ['ignore', log, log],
    })
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(`http://${address}/readyz`).catch(() => undefined)
      if (answer?.ok) return
      if (tries > 600) throw new Error(`the server of this story did not start; its log is in ${this.folder}`)
      await new Promise((r) => setTimeout(r, 100))
    }
  }

  /** kill gives it no chance to say anything. */
  async kill(): Promise<void> {
    const dying = this.process
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return
    const gone = new Promise((r) => dying.once('exit', r))
    dying.kill('SIGKILL')
    await gone
  }

  async end(): Promise<void> {
    await this.kill()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
