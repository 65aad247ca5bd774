import { expect, it } from 'vitest'
import { appStateSchema } from '#shared/schemas/corp/corp.ts'
import { answering, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

it.each([
  [{ installStatus: 'OPEN', authStatus: 'AUTH' }, ['installed', 'OPEN', 'authorised', 'AUTH']],
  [
    { installStatus: 'CLOSE', authStatus: 'UNAUTH' },
    ['not-installed', 'CLOSE', 'not-authorised', 'UNAUTH'],
  ],
  [{ installStatus: 'PAUSED', authStatus: 7 }, ['unknown', 'PAUSED', 'unknown', 7]],
  [{}, ['unknown', null, 'unknown', null]],
])(
  'the state of the app %j is %j',
  async (body, [install, installCode, authorisation, authorisationCode]) => {
    const state = await answering(wrapped(body)).v1.getAppState('corp')
    expect(appStateSchema.parse(state)).toEqual({
      install,
      installCode,
      authorisation,
      authorisationCode,
    })
    expect(await answering(body).v2.getAppState('corp')).toEqual(state)
  },
)
