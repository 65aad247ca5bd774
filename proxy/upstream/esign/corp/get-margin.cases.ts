import { marginSchema } from '#shared/schemas/corp/corp.ts'
import { changeCorp, inOrder, type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

export const getMargin: EsignCase = {
  sample: { margin: 98 },
  schema: marginSchema.strict(),
  succeed: ({ esign, corpId }) => esign.getMargin(corpId),
  result: { contractsLeft: 100 },
  refuse: inOrder(changeCorp({ realNameVerified: false }), ({ esign, corpId }) =>
    esign.getMargin(corpId),
  ),
  problem: { '2.0': 'corp-not-real-name-verified', '1.0': 'upstream-rejected' },
}
