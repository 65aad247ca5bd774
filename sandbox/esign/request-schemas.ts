import { z } from 'zod'

const text = z.string().min(1)
const time = z.number().positive()
const quantity = z.number().int().positive()
const accountType = z.enum(['DING_USER', 'OUTER_USER'])

/** Seal kinds required of a signer: "1" company, "2" personal. */
const signRequirements = z.enum(['1', '2', '1,2', '2,1'])

const account = z.object({
  accountType,
  userId: z.string().optional(),
  account: z.string().optional(),
  accountName: z.string().optional(),
  orgName: z.string().optional(),
})

const signPosition = z.object({
  fileId: z.string().optional(),
  isCrossPage: z.boolean().optional(),
  needSignDate: z.boolean().optional(),
  page: z.string().optional(),
  signDate: z
    .object({ format: z.enum(['yyyy/MM/dd', 'yyyy-MM-dd', 'yyyy年MM月dd日']).optional() })
    .optional(),
  signRequirement: z.enum(['1', '2']).optional(),
  x: z.number().optional(),
  y: z.number().optional(),
})

const sourceInfo = z.object({
  mobileUrl: z.string().optional(),
  pcUrl: z.string().optional(),
  showText: z.string().optional(),
})

const file = z.object({ fileId: text, fileName: text })

/** Common fields of both ways to start a flow. `thirdBizId` is documented, but in no SDK. */
const start = {
  ccs: z.array(account).optional(),
  redirectUrl: z.string().optional(),
  sourceInfo: sourceInfo.optional(),
  thirdBizId: z.string().optional(),
}

/** Request bodies of generation 2.0. */
export const v2Bodies = {
  developers: z.object({ noticeUrl: z.url({ protocol: /^https?$/ }).optional() }),
  redirect: z.object({ redirectUrl: z.string().optional() }),
  empty: z.object({}),
  channelOrder: z.object({
    itemCode: text,
    itemName: text,
    orderCreateTime: time,
    orderId: text,
    payFee: z.number().nonnegative().optional(),
    quantity,
  }),
  resaleOrder: z.object({
    orderCreateTime: time,
    orderId: text,
    quantity,
    serviceStartTime: time.optional(),
    serviceStopTime: time,
  }),
  realName: z.object({ userId: text, redirectUrl: z.string().optional() }),
  upload: z.object({
    contentMd5: z.string().optional(),
    contentType: z.string().optional(),
    convert2Pdf: z.boolean().optional(),
    fileName: z.string().optional(),
    fileSize: z.number().int().positive().optional(),
  }),
  startPage: z.object({
    ...start,
    autoStart: z.enum(['true', 'false']).optional(),
    files: z.array(file).min(1),
    initiatorUserId: text,
    participants: z
      .array(account.extend({ signRequirements: signRequirements.optional() }))
      .optional(),
    taskName: z.string().optional(),
  }),
  startAtOnce: z.object({
    ...start,
    files: z.array(file.extend({ fileType: z.union([z.literal(1), z.literal(2)]) })).optional(),
    initiatorUserId: text,
    participants: z
      .array(
        account.extend({
          signOrder: z.number().int().positive().optional(),
          signPosList: z.array(signPosition).optional(),
          signRequirements,
        }),
      )
      .optional(),
    signEndTime: time.optional(),
    taskName: text.regex(/^[^\\/:*?"<>|]+$/, 'taskName不能包含特殊字符'),
  }),
  signPage: z.object({
    account: z.string().optional(),
    /** 1 is DingTalk, 2 a browser. */
    signContainer: z.union([z.literal(1), z.literal(2)]).optional(),
    taskId: text,
  }),
}

/** Request bodies of generation 1.0, where they differ from 2.0's. */
export const v1Bodies = {
  developers: z.object({ redirectUrl: z.url({ protocol: /^https?$/ }).optional() }),
  channelOrder: v2Bodies.channelOrder.extend({
    orderCreateTime: time.optional(),
    payFee: z.number().nonnegative(),
  }),
  resaleOrder: v2Bodies.resaleOrder.extend({ serviceStartTime: time }),
  corpRealName: z.object({ userId: text }),
  upload: z.object({
    contentMd5: text,
    contentType: text,
    convert2Pdf: z.boolean(),
    fileName: text,
    fileSize: z
      .number()
      .int()
      .positive()
      .max(50 * 1024 * 1024),
  }),
  // 1.0's documentation marks all fields as optional, but a flow needs `files` and
  // `initiatorUserId`.
  startPage: v2Bodies.startPage.omit({ autoStart: true, thirdBizId: true }),
  signPage: z.object({ taskId: text }),
}
