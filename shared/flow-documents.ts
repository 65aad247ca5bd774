import { z } from 'zod'
import { flowDocumentSchema } from './flow-document.ts'

/** Answer of `GET /api/flows/:taskId/documents`. */
export const flowDocumentsSchema = z.object({ documents: z.array(flowDocumentSchema) })

export type FlowDocuments = z.infer<typeof flowDocumentsSchema>
