import { setTimeout as delay } from 'node:timers/promises'
import { ask, cookieOf, signIn, type Answer, type Client } from './client.ts'

const count = 8

/** Pause between an answer and the next request, in milliseconds. */
const thinkMs = 900

export type Waited = Answer & { person: number; what: 'read' | 'sign-in' }

/** People who read flows that were not read before; every third request is a sign-in. */
export type HonestPeople = {
  /** Runs the people for `ms` milliseconds. @returns how long each request took */
  watch(ms: number): Promise<Waited[]>
}

/** Signs the people in. @param proxy without an address, because each person has a different one */
export async function startHonestPeople(proxy: Omit<Client, 'address'>): Promise<HonestPeople> {
  const people = await Promise.all(
    Array.from({ length: count }, async (_, person) => {
      const client = { ...proxy, address: `198.51.100.${person + 1}` }
      return { person, client, cookie: await cookieOf(client, `honest${person}`) }
    }),
  )
  let number = 0

  async function live({ person, client, cookie }: (typeof people)[number], until: number) {
    const waited: Waited[] = []
    // The people start one after the other within `thinkMs`.
    await delay((person * thinkMs) / count)
    for (let turn = person; performance.now() < until; turn += 1) {
      number += 1
      const what = turn % 3 === 0 ? ('sign-in' as const) : ('read' as const)
      const answering =
        what === 'read'
          ? ask(client, `/api/flows/PRO-${person}-${number}`, { headers: { cookie } })
          : signIn(client, { authCode: `honest${person}/${number}`, taskId: `PRO-IN-${number}` })
      // oxlint-disable-next-line no-await-in-loop
      const { status, ms } = await answering
      waited.push({ person, what, status, ms })
      // oxlint-disable-next-line no-await-in-loop
      await delay(thinkMs)
    }
    return waited
  }

  return {
    async watch(ms) {
      const until = performance.now() + ms
      return (await Promise.all(people.map((person) => live(person, until)))).flat()
    },
  }
}
