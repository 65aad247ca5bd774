/** A to-do (待办) created by an app. */
export type Todo = {
  id: string
  corpId: string
  /** The app that created the to-do; no other app may change it. */
  clientId: string
  sourceId: string | null
  subject: string
  description: string
  /** Creator, executors and participants are named by union id. */
  creatorId: string
  executors: { id: string; isDone: boolean }[]
  participantIds: string[]
  dueTime: number | null
  priority: number
  detailUrl: { appUrl: string; pcUrl: string }
  contentFieldList: { fieldKey: string; fieldValue: string }[]
  isOnlyShowExecutor: boolean
  notifyConfigs: Record<string, string>
  todoType: string
  done: boolean
  createdTime: number
  modifiedTime: number
  finishTime: number | null
  isDeleted: boolean
}

/** A task of the process centre (流程中心). */
export type ProcessTask = {
  taskId: number
  userId: string
  url: string
  activityId: string
  dueTimestamp: number | null
  status: 'RUNNING' | 'COMPLETED' | 'CANCELED'
  result: 'AGREE' | 'REFUSE' | null
  createdAt: number
  finishedAt: number | null
}

/** A process that runs in an app and that DingTalk shows as an approval. */
export type ProcessInstance = {
  processInstanceId: string
  processCode: string
  corpId: string
  clientId: string
  originatorUserId: string
  title: string
  url: string
  formComponentValueList: { name: string; value: string }[]
  status: 'RUNNING' | 'COMPLETED' | 'TERMINATED'
  result: 'agree' | 'refuse' | null
  tasks: ProcessTask[]
}

/** A template of processes, created by the app. */
export type ProcessTemplate = {
  processCode: string
  corpId: string
  clientId: string
  name: string
}
