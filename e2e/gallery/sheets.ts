import type { Sheet } from './state.ts'
import { contractStates } from './states/contract.ts'
import { adminStates, approvalStates, meStates } from './states/desks.ts'
import { operatorStates } from './states/operator.ts'
import { entryStates, failureStates } from './states/failures.ts'
import { homeStates } from './states/home.ts'
import { startStates } from './states/start.ts'
import { workspaceStates } from './states/workspace.ts'

/** Every page in every state, one sheet a page. */
export const sheets: Sheet[] = [
  { page: 'home', states: homeStates },
  { page: 'contract', states: contractStates },
  { page: 'workspace', states: workspaceStates },
  { page: 'start', states: startStates },
  { page: 'approval', states: approvalStates },
  { page: 'admin', states: adminStates },
  { page: 'operator', states: operatorStates },
  { page: 'me', states: meStates },
  { page: 'entry', states: entryStates },
  { page: 'failures', states: failureStates },
]
