// One HTTP exchange in the plainest way, so that it can be broken off at any byte.

import { Agent, request } from 'node:http'

export interface Sent {
  method: string
  path: string
  headers: Record<string, string>
  body?: Buffer
}

export interface Got {
  status: number
  headers: [string, string][]
  body: Buffer
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 })

/** Sends and gives the answer; rejects when there is none. With cutAt the connection is broken after that many bytes. */
export function exchange(port: number, sent: Sent, cutAt?: number): Promise<Got> {
  return new Promise((resolve, reject) => {
    const headers = { ...sent.headers, ...(sent.body ? { 'content-length': String(sent.body.length) } : {}) }
    const call = request({ host: '127.0.0.1', port, method: sent.method, path: sent.path, headers, agent: cutAt === undefined ? agent : false })
    call.setTimeout(30_000, () => call.destroy(new Error('no answer within 30 s')))
    call.once('error', reject)
    call.once('response', (answer) => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.once('error', reject)
      answer.once('end', () => {
        const list: [string, string][] = []
        for (let i = 0; i < answer.rawHeaders.length; i += 2) list.push([answer.rawHeaders[i] ?? '', answer.rawHeaders[i + 1] ?? ''])
        resolve({ status: answer.statusCode ?? 0, headers: list, body: Buffer.concat(pieces) })
      })
    })
    if (cutAt === undefined || !sent.body) {
      call.end(sent.body)
      return
    }
    call.write(sent.body.subarray(0, cutAt), () => setTimeout(() => call.destroy(new Error('the connection was cut')), 2))
    if (cutAt === 0) call.flushHeaders()
  })
}
