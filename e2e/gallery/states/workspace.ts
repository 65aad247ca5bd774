import type { DocumentFacts } from '#shared/schemas/flow/flow-document.ts'
import type { Played, State } from '#e2e/gallery/state.ts'
import { manyPages } from '#e2e/support/sample-pdfs.ts'
import { recorded } from './answers.ts'

const path = '/flows/PRO-SANDBOX-SIGNING'
const content = /^GET \/api\/flows\/PRO-[^/]+\/documents\/0\/content/

const file = (facts: Partial<DocumentFacts>) =>
  recorded(() => ({ documents: [{ name: null, bytes: 48_000, pages: null, ...facts }] }))

/** A grey square, PNG. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

/** A file of which there is no more. */
const gone: Played = { at: content, problem: 'document-unavailable' }

/** The files beside a contract in wide windows. */
export const workspaceStates: State[] = [
  {
    name: 'many-pages',
    path,
    answers: [file({ name: '框架协议.pdf', pages: 200 }), { at: content, bytes: manyPages(200) }],
  },
  {
    name: 'picture',
    path,
    answers: [file({ name: '签字页.png' }), { at: content, bytes: picture }],
  },
  {
    name: 'word',
    path,
    answers: [file({ name: '补充条款.docx' }), { at: content, bytes: Buffer.from('Word') }],
  },
  { name: 'no-file', path, answers: [recorded(() => ({ documents: [] }))] },
  { name: 'file-gone', path, answers: [file({ name: '采购合同.pdf' }), gone] },
]
