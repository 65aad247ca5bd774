import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import { isWithoutPermission } from '#proxy/upstream/dingtalk/client/refusal-error.ts'
import { isUnseen } from '#proxy/upstream/dingtalk/user-info.ts'

/**
 * Whether a person is still in the corp and within the app's scope, so that a message reaches them.
 * @param readPerson reads the person in DingTalk
 * @throws ProblemError why DingTalk did not answer
 */
export async function isReachable(readPerson: () => Promise<unknown>): Promise<boolean> {
  try {
    await readPerson()
    return true
  } catch (error) {
    if (isUnseen(error)) return false
    // Sending a message does not need this permission.
    if (isWithoutPermission(error)) return true
    throw error
  }
}

/**
 * Whether a person who is not signed in may see a flow, as one of its people or as an admin.
 * @param readIsAdmin asks DingTalk whether they administer the corp
 * @throws ProblemError why DingTalk or the store did not answer
 */
export async function stillSees(
  access: Pick<FlowAccess, 'maySee'>,
  readIsAdmin: () => Promise<boolean>,
  person: { corpId: string; userId: string },
  taskId: string,
): Promise<boolean> {
  if (await access.maySee({ ...person, sysLevel: 0 }, taskId)) return true
  try {
    return await readIsAdmin()
  } catch (error) {
    // Without the permission it is unknown whether they are an admin.
    if (isWithoutPermission(error) || isUnseen(error)) return false
    throw error
  }
}
