import type { StoredFile } from '#sandbox/state/state.ts'
import type { Flow } from '#sandbox/state/flow-model.ts'
import { samplePdf } from './sample-pdf.ts'

/** The files of the seeded flows, each a PDF of three pages, uploaded at `now`. */
export function seedFiles(flows: readonly Flow[], now: number): StoredFile[] {
  return flows.flatMap((flow) =>
    flow.documents.map(({ fileId, fileName }) => ({
      fileId,
      corpId: flow.corpId,
      name: fileName,
      announced: { size: null, contentType: 'application/pdf', contentMd5: null },
      convertToPdf: false,
      key: `sandbox-${fileId}`,
      uploadExpiresAt: 0,
      content: {
        bytes: samplePdf(fileName.replace(/\.\w+$/, ''), flow.taskId),
        contentType: 'application/pdf',
        at: now,
      },
    })),
  )
}
