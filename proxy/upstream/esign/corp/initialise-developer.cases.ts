import { z } from 'zod'
import { initialise, inOrder, type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

export const initialiseDeveloper: EsignCase = {
  sample: true,
  schema: z.boolean().nullable(),
  succeed: initialise,
  result: true,
  refuse: inOrder(initialise, initialise),
  problem: { '2.0': 'esign-already-initialised', '1.0': 'upstream-rejected' },
}
