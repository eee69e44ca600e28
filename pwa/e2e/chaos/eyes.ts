// The checker's look into the server's database itself, past the server: a small program of its own (scripts/eyes).

import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface RawAct {
  id: string
  caseNo: number
  seq: number
  kind: string
  sum: string
  hash: string
  deed: { actorId: string; body: unknown; cover?: string }
}

export interface RawRefused {
  id: string
  actorId: string
  kind: string
  code: string
  deed: { body: unknown; device: string; doneAt: string }
}

export interface RawCover {
  id: string
  device: string
  person: string
  breaks: boolean
  jws: string
  spki: string
}

export interface Raw {
  acts: RawAct[]
  refused: RawRefused[]
  covers: RawCover[]
}

export class Eyes {
  private readonly child: ChildProcess
  private readonly waiting: ((line: string) => void)[] = []

  constructor(program: string, database: [driver: string, dsn: string]) {
    this.child = spawn(program, database, { stdio: ['pipe', 'pipe', 'inherit'] })
    if (this.child.stdout) createInterface({ input: this.child.stdout }).on('line', (line) => this.waiting.shift()?.(line))
    this.child.once('exit', () => this.waiting.splice(0).forEach((tell) => tell('')))
  }

  async look(checkId: string): Promise<Raw> {
    const line = await new Promise<string>((resolve) => {
      this.waiting.push(resolve)
      this.child.stdin?.write(`${checkId}\n`)
    })
    if (!line) throw new Error('the eyes are closed')
    return JSON.parse(line) as Raw
  }

  close(): void {
    this.child.stdin?.end()
  }
}
