// A world is a server over a copy of the prepared demo, with the desks of those who plan and approve. Some dozens of
// checks are made in one.

import { openOffice, type Desk, type Office } from './desk'
import { Eyes } from './eyes'
import { Server } from './server'

export interface World {
  server: Server
  eyes: Eyes
  offices: Map<string, Office>
  /** Signed-in desks of the inspectors, for the checker's questions. */
  authors: Map<string, Desk>
  runs: number
}

export async function openWorld(program: string, prepared: string, folder: string): Promise<World> {
  const server = await Server.over(program, prepared, folder)
  const offices = new Map<string, Office>()
  for (const head of ['head1', 'head2', 'head3']) offices.set(head, await openOffice(() => server.port, head))
  const eyes = new Eyes(process.env.CHAOS_EYES ?? '', server.database)
  return { server, eyes, offices, authors: new Map(), runs: 0 }
}

export async function closeWorld(world: World): Promise<void> {
  world.eyes.close()
  await world.server.remove()
}
