import { Hono } from 'hono'
import { NewHostRefusal, refuse } from '#sandbox/protocol/refusals.ts'
import type { World } from '#sandbox/state/state.ts'
import type { EsignEnv } from './caller.ts'
import { identifyCaller } from './caller.ts'
import * as corp from './corp.ts'
import { EsignRefusal } from './esign-codes.ts'
import { fileInfo, reserveFile } from './files.ts'
import * as query from './flow-queries.ts'
import { placeOrder, placeResaleOrder } from './orders.ts'
import { userRealName, userRealNamePage } from './people.ts'
import { readInput } from './request-input.ts'
import { v1Bodies, v2Bodies } from './request-schemas.ts'
import { sealApprovalAnswer } from './seal-approval-answer.ts'
import { signPage } from './sign-page.ts'
import { startPage } from './start.ts'

/** 1.0 has one code for nearly everything; only `getUploadUrl` has another. */
function toV1Error(error: EsignRefusal, path: string): NewHostRefusal {
  return error.code === 'createOrgAccountError' && path === '/v1.0/esign/files/getUploadUrl'
    ? new NewHostRefusal(500, 'fail.failToCreateCorpAccount', error.message)
    : new NewHostRefusal(400, 'invalidRequest.invalidAguemnts', `参数错误:${error.message}`)
}

/**
 * In 1.0, the address of the console is a number, both in the documentation and in the SDK, which
 * accepts nothing else.
 */
const consoleNumber = 1_000_001

/** Wraps an answer as 1.0 does. */
function wrapped<Data>(data: Data) {
  return { code: 0, message: '成功', data }
}

/** e签宝 1.0 (`/v1.0/esign`): wrapped answers, `businessSense`. */
export function esignV1Routes(world: World): Hono<EsignEnv> {
  const app = new Hono<EsignEnv>()
  app.onError((error, c) =>
    refuse(error instanceof EsignRefusal ? toV1Error(error, c.req.path) : error, c),
  )
  app.use(identifyCaller(world, true))

  app.get('/developers/create', (c) => {
    // 1.0 calls the notice address `redirectUrl` and sends it in the body of a GET.
    const { redirectUrl } = readInput(c, v1Bodies.developers)
    corp.initialiseDeveloper(c.var.caller, redirectUrl)
    return c.json(wrapped(true))
  })
  app.post('/auths/url', (c) => {
    const { redirectUrl } = readInput(c, v2Bodies.redirect)
    return c.json(wrapped(corp.authorisationPage(c.var.caller, redirectUrl)))
  })
  app.get('/corps/auth/cancel', (c) => {
    corp.cancelAuthorisation(c.var.caller)
    return c.json(wrapped({ result: true }))
  })
  app.post('/orders/channel', (c) => {
    const esignOrderId = placeOrder(c.var.caller, readInput(c, v1Bodies.channelOrder))
    return c.json(wrapped({ esignOrderId }))
  })
  app.post('/orders/resale', (c) => {
    const esignOrderId = placeResaleOrder(c.var.caller, readInput(c, v1Bodies.resaleOrder))
    return c.json(wrapped({ esignOrderId }))
  })
  app.get('/contracts/margin', (c) =>
    c.json(wrapped({ margin: corp.contractMargin(c.var.caller) })),
  )
  app.get('/corps/statuses', (c) => c.json(wrapped(corp.appStatus(c.var.caller))))
  app.get('/corps/info', (c) => {
    const name = corp.corpRealName(c.var.caller)
    const realName = name !== null
    return c.json(wrapped(name === null ? { realName } : { realName, orgRealName: name }))
  })
  app.get('/corps/console', (c) => {
    corp.corpConsole(c.var.caller)
    return c.json(wrapped({ orgConsoleUrl: consoleNumber }))
  })
  app.post('/corps/realname', (c) => {
    const { userId } = readInput(c, v1Bodies.corpRealName)
    return c.json(wrapped(corp.corpRealNamePage(c.var.caller, userId, undefined)))
  })
  app.get('/users/:userId', (c) => {
    const name = userRealName(c.var.caller, c.req.param('userId'))
    const realName = name !== null
    return c.json(wrapped(name === null ? { realName } : { realName, userRealName: name }))
  })
  app.post('/users/realname', (c) => {
    const { userId, redirectUrl } = readInput(c, v2Bodies.realName)
    return c.json(wrapped(userRealNamePage(c.var.caller, userId, redirectUrl)))
  })
  app.post('/files/getUploadUrl', (c) =>
    c.json(wrapped(reserveFile(c.var.caller, readInput(c, v1Bodies.upload)))),
  )
  app.get('/files/:fileId', (c) => c.json(wrapped(fileInfo(c.var.caller, c.req.param('fileId')))))
  app.post('/process/start', (c) =>
    c.json(wrapped(startPage(c.var.caller, readInput(c, v1Bodies.startPage)))),
  )
  app.post('/signs/notice/url', (c) =>
    c.json(wrapped(signPage(c.var.caller, readInput(c, v1Bodies.signPage)))),
  )
  app.get('/flows/sign/detail', (c) => {
    const { title, ...detail } = query.signDetail(c.var.caller, c.req.query('taskId') ?? '')
    return c.json(wrapped({ businessSense: title, ...detail }))
  })
  app.get('/flows/detail', (c) => {
    const { title, ...detail } = query.flowDetail(c.var.caller, c.req.query('taskId') ?? '')
    return c.json(wrapped({ businessSense: title, ...detail }))
  })
  app.get('/flows/docs', (c) =>
    c.json(wrapped(query.flowDocs(c.var.caller, c.req.query('taskId') ?? ''))),
  )
  app.get('/seals/approval/list', (c) => {
    const approvals = query.sealApprovals(c.var.caller, c.req.query('taskId') ?? '')
    const data = approvals.map((approval) =>
      sealApprovalAnswer(approval, (decidedAt) => decidedAt ?? undefined),
    )
    return c.json(wrapped(data))
  })

  return app
}
