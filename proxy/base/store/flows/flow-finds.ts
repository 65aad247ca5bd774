import type { ListedStoredFlow, StoredFlow, StoredPerson } from './flow-types.ts'
import { searchTextOf } from './flow-people.ts'

export function counterpartsOf(people: readonly StoredPerson[]): string[] {
  const companies = people.flatMap(({ role, organization }) =>
    role === 'signer' && organization !== null ? [organization] : [],
  )
  return [...new Set(companies)]
}

/** The person for whom alone a search found a flow; null if the flow itself says it. */
export function foundPerson(
  flow: StoredFlow,
  people: readonly StoredPerson[],
  q: string | undefined,
): ListedStoredFlow['found'] {
  const wanted = q?.trim().toLowerCase() ?? ''
  if (wanted === '' || searchTextOf(flow, []).toLowerCase().includes(wanted)) return null
  const nothing = { taskId: '', title: null, initiator: { name: null, organization: null } }
  const found = people.find((person) =>
    searchTextOf(nothing, [person]).toLowerCase().includes(wanted),
  )
  return found === undefined ? null : { role: found.role, name: found.name }
}
