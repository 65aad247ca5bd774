import { cancelAuthorisation } from './corp/cancel-authorisation.cases.ts'
import { getAppState } from './corp/get-app-state.cases.ts'
import { getAuthorisationUrl } from './corp/get-authorisation-url.cases.ts'
import { getConsoleUrl } from './corp/get-console-url.cases.ts'
import { getCorpRealNameUrl } from './corp/get-corp-real-name-url.cases.ts'
import { getCorpRealName } from './corp/get-corp-real-name.cases.ts'
import { getMargin } from './corp/get-margin.cases.ts'
import { initialiseDeveloper } from './corp/initialise-developer.cases.ts'
import type { OperationName } from './esign.ts'
import { getFile } from './files/get-file.cases.ts'
import { getUploadAddress } from './files/get-upload-address.cases.ts'
import { getApprovalAttachments } from './flows/get-approval-attachments.cases.ts'
import { getDocuments } from './flows/get-documents.cases.ts'
import { getFlow } from './flows/get-flow.cases.ts'
import { getSealApprovals } from './flows/get-seal-approvals.cases.ts'
import { getSignUrl } from './flows/get-sign-url.cases.ts'
import { getSigners } from './flows/get-signers.cases.ts'
import { placeChannelOrder } from './orders/place-channel-order.cases.ts'
import { placeResaleOrder } from './orders/place-resale-order.cases.ts'
import { getUserRealNameUrl } from './people/get-user-real-name-url.cases.ts'
import { getUserRealName } from './people/get-user-real-name.cases.ts'
import { getStartUrl } from './start/get-start-url.cases.ts'
import { startAtOnce } from './start/start-at-once.cases.ts'
import type { EsignCase } from './testing/esign-case.ts'

/** One case for each operation. */
export const esignCases: Readonly<Record<OperationName, EsignCase>> = {
  initialiseDeveloper,
  getAuthorisationUrl,
  cancelAuthorisation,
  placeChannelOrder,
  placeResaleOrder,
  getMargin,
  getAppState,
  getCorpRealName,
  getConsoleUrl,
  getUserRealName,
  getUserRealNameUrl,
  getCorpRealNameUrl,
  getUploadAddress,
  getFile,
  getStartUrl,
  startAtOnce,
  getSignUrl,
  getSigners,
  getFlow,
  getDocuments,
  getSealApprovals,
  getApprovalAttachments,
}
