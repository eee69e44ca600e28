// The real server on SQLite and disk, to be killed at any moment. One demo world is prepared once; every world of some
// runs is a copy of it, so that what earlier runs left does not slow later ones. Where the environment names another
// database, all servers are replicas over that one.

import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { exchange } from './exchange'

const settings = {
  ANJIAN_DEMO: 'true', ANJIAN_LIMITS_REQUESTS_PER_SECOND: '1000000', ANJIAN_LIMITS_REQUESTS_BURST: '1000000',
  ANJIAN_IDENTITY_SIGN_INS_PER_MINUTE: '100000', ANJIAN_LOG_LEVEL: 'warn',
  GOGC: '400', // many small programs on few processors: memory is the cheaper of the two
}

/** Milliseconds in which a new demo world has looked at all its photos. */
const printsMade = 5_000

/** The environment says where the rows are: not in a file of the server's own. */
const elsewhere = process.env.ANJIAN_DATABASE_DRIVER === 'mysql'

export class Server {
  private child: ChildProcess | undefined

  private constructor(
    private readonly program: string,
    readonly folder: string,
    readonly port: number,
  ) {}

  /** Fills a world once, in `folder`/prepared. */
  static async prepare(program: string, folder: string): Promise<string> {
    if (elsewhere && !/\/anjian_test\w*(\?|$)/.test(process.env.ANJIAN_DATABASE_DSN ?? '')) throw new Error('the simulation only fills a database whose name begins with anjian_test')
    const server = new Server(program, join(folder, 'prepared'), await freePort())
    mkdirSync(server.folder, { recursive: true })
    await server.start()
    await new Promise((r) => setTimeout(r, printsMade)) // or every copy would make the demo photos' prints again
    await server.end('SIGTERM')
    return server.folder
  }

  /** Starts a server over a copy of a prepared world. */
  static async over(program: string, prepared: string, folder: string): Promise<Server> {
    if (elsewhere) mkdirSync(folder, { recursive: true })
    else cpSync(prepared, folder, { recursive: true })
    const server = new Server(program, folder, await freePort())
    await server.start()
    return server
  }

  /** Is it the only server over its database? */
  readonly alone = !elsewhere

  /** Where the eyes find its database. */
  get database(): [driver: string, dsn: string] {
    return elsewhere ? ['mysql', process.env.ANJIAN_DATABASE_DSN ?? ''] : ['sqlite', join(this.folder, 'data', 'anjian.db')]
  }

  async start(): Promise<void> {
    const log = openSync(join(this.folder, 'log'), 'a')
    const env = { ...process.env, ...settings, ANJIAN_ADDR: `127.0.0.1:${this.port}`, ANJIAN_DATA_DIR: join(this.folder, 'data'), ANJIAN_PUBLIC_URL: `http://127.0.0.1:${this.port}` }
    const child = spawn(this.program, [], { env, stdio: ['ignore', log, log] })
    this.child = child
    for (let tries = 0; ; tries += 1) {
      const got = await exchange(this.port, { method: 'GET', path: '/readyz', headers: {} }).catch(() => undefined)
      if (got?.status === 200) return
      if (tries > 3000 || child.exitCode !== null) throw new Error(`the server did not start; its log is ${this.folder}/log`)
      await new Promise((r) => setTimeout(r, 20))
    }
  }

  /** Ends it; with SIGKILL it has no chance to say anything. */
  async end(how: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((r) => child.once('exit', r))
    child.kill(how)
    await gone
  }

  async remove(): Promise<void> {
    await this.end()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
