// How a person comes to the phone with a password, and how they leave it. Signing out seals unsent work and never drops it.

import { endSession, signIn as askToSignIn } from '../http/signin'
import type { Problem } from '../local/db'
import { askToKeep } from '../local/health'
import { ground } from './ground'
import { dismiss, isPhone, me, openOwn, problemOf, welcome } from './session'

/** Signs in. Resolves to the refusal, or undefined when the person's ground is ready. */
export async function signIn(username: string, password: string): Promise<Problem | undefined> {
  const pass = await askToSignIn(username, password)
  if ('code' in pass) return pass
  try {
    const local = isPhone() ? await openOwn(pass.person) : undefined
    const vault = await local?.vault()
    const refused = local && vault && (await (await import('./vault')).openByServer(local, vault, pass.accessToken))
    if (refused) {
      local.close()
      return refused
    }
    await welcome(pass, local)
    if (local) void askToKeep()
    return undefined
  } catch (error) {
    return problemOf(error)
  }
}

/** Signs out. While work is unsent it refuses and says how much, unless the person chose to seal it on this phone. */
export async function signOut(choice: { seal?: boolean } = {}): Promise<{ unsent: number; problem?: Problem } | undefined> {
  if (!me.value) return undefined
  const waiting = await ground.value?.local.waiting()
  const unsent = (waiting?.acts ?? 0) + (waiting?.parked ?? 0) + (waiting?.photos ?? 0)
  if (unsent > 0 && !choice.seal) return { unsent }
  try {
    if (unsent > 0) await (await import('./vault')).sealForLeaving()
  } catch (error) {
    return { unsent, problem: problemOf(error) }
  }
  const tokens = await dismiss(true)
  if (tokens?.accessToken) void endSession(tokens.accessToken)
  return undefined
}

/** Gives the phone to somebody else. Nobody is signed out; the page starts anew, so that nothing of the person stays in memory. */
export async function stepAside(): Promise<void> {
  await dismiss(false)
  location.assign('/sign-in')
}
