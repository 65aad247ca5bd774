import { appStateSchema } from '#shared/schemas/corp/corp.ts'
import { failNext, inOrder, type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

export const getAppState: EsignCase = {
  sample: { installStatus: 'OPEN', authStatus: 'AUTH' },
  schema: appStateSchema.strict(),
  succeed: ({ esign, corpId }) => esign.getAppState(corpId),
  result: {
    install: 'installed',
    installCode: 'OPEN',
    authorisation: 'authorised',
    authorisationCode: 'AUTH',
  },
  refuse: inOrder(
    failNext({ '2.0': 'getOpenAuthCorpError', '1.0': 'invalidRequest.invalidAguemnts' }, 1),
    ({ esign, corpId }) => esign.getAppState(corpId),
  ),
  problem: { '2.0': 'upstream-rejected', '1.0': 'upstream-rejected' },
}
