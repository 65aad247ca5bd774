import { expect, it } from 'vitest'
import { changeOf } from './corp-events.ts'

const event = { type: 'org_suite_change', corpId: 'c', bornAt: 7 }

it('an authorisation without agent and administrators leaves both unknown', () => {
  const details = { name: null, agentId: null, admins: null }
  expect(changeOf({ ...event, data: {} })).toMatchObject({ isAuthorised: true, details })
  const data = { authInfo: { agent: [{ agentid: 5, adminList: [] }] } }
  expect(changeOf({ ...event, data })).toMatchObject({ details: { agentId: '5', admins: [] } })
})
