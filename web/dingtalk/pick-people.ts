import { complexPicker$ } from 'dingtalk-jsapi/api/biz/contact/complexPicker'
import { callClient } from './call.ts'

/** Milliseconds; generous for the person, and ends a picker to which the client never answers. */
const timeoutMs = 600_000

export type PickedPerson = {
  userId: string
  name: string
}

export type PeoplePick = {
  /** Shown by the client above the list. */
  title: string
  corpId: string
  /** The maximum number. */
  most: number
  /** User ids that are selected at first. */
  picked?: readonly string[]
}

/**
 * Opens the client's list of colleagues. Needs `configureOnce` before. Resolves with an empty list
 * if the client names nobody; rejects with `DingTalkError`, `cancelled` if the person closes the
 * list.
 */
export async function pickPeople(pick: PeoplePick): Promise<PickedPerson[]> {
  const { title, corpId, most, picked = [] } = pick
  const call = () =>
    complexPicker$({
      title,
      corpId,
      multiple: most > 1,
      maxUsers: most,
      pickedUsers: [...picked],
      pickedDepartments: [],
      disabledUsers: [],
      disabledDepartments: [],
      requiredUsers: [],
      requiredDepartments: [],
      permissionType: 'GLOBAL',
      responseUserOnly: true,
      startWithDepartmentId: 0,
    })
  const answer: { users?: unknown } | undefined = await callClient(call, timeoutMs)
  const users: unknown[] = Array.isArray(answer?.users) ? answer.users : []
  return users.flatMap(readPerson).slice(0, most)
}

/** dingtalk-jsapi types it as `emplId` and `name`, but not every client conforms. */
function readPerson(user: unknown): PickedPerson[] {
  if (typeof user !== 'object' || user === null || !('emplId' in user)) return []
  const { emplId } = user
  if ((typeof emplId !== 'string' && typeof emplId !== 'number') || emplId === '') return []
  const name = 'name' in user && typeof user.name === 'string' ? user.name : ''
  return [{ userId: String(emplId), name }]
}
