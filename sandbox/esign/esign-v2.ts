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
import { v2Bodies } from './request-schemas.ts'
import { sealApprovalAnswer } from './seal-approval-answer.ts'
import { signPage } from './sign-page.ts'
import { startAtOnce, startPage } from './start.ts'

/** The real-name flag, a text in 2.0. */
function realNameFlag(name: string | null): 'true' | 'false' {
  return name === null ? 'false' : 'true'
}

/** e签宝 2.0 (`/v2.0/esign`): bare answers, `businessScene`. */
export function esignV2Routes(world: World): Hono<EsignEnv> {
  const app = new Hono<EsignEnv>()
  app.onError((error, c) =>
    refuse(
      error instanceof EsignRefusal ? new NewHostRefusal(400, error.code, error.message) : error,
      c,
    ),
  )
  app.use(identifyCaller(world, false))

  app.post('/developers', (c) => {
    const { noticeUrl } = readInput(c, v2Bodies.developers, 'illegalArgument')
    corp.initialiseDeveloper(c.var.caller, noticeUrl)
    return c.json({ data: true })
  })
  app.post('/auths/urls', (c) => {
    const { redirectUrl } = readInput(c, v2Bodies.redirect)
    return c.json(corp.authorisationPage(c.var.caller, redirectUrl))
  })
  app.post('/auths/cancel', (c) => {
    readInput(c, v2Bodies.empty)
    corp.cancelAuthorisation(c.var.caller)
    return c.json({ result: true })
  })
  app.post('/orders/channel', (c) =>
    c.json({ esignOrderId: placeOrder(c.var.caller, readInput(c, v2Bodies.channelOrder)) }),
  )
  app.post('/orders/resale', (c) =>
    c.json({ esignOrderId: placeResaleOrder(c.var.caller, readInput(c, v2Bodies.resaleOrder)) }),
  )
  app.get('/margins', (c) => c.json({ margin: corp.contractMargin(c.var.caller) }))
  app.get('/corps/appStatus', (c) => c.json(corp.appStatus(c.var.caller)))
  app.get('/corps/infos', (c) => {
    const name = corp.corpRealName(c.var.caller)
    const isRealName = realNameFlag(name)
    return c.json(name === null ? { isRealName } : { isRealName, orgRealName: name })
  })
  app.get('/corps/consoles', (c) => c.json({ orgConsoleUrl: corp.corpConsole(c.var.caller) }))
  app.post('/corps/realnames', (c) => {
    const { userId, redirectUrl } = readInput(c, v2Bodies.realName)
    return c.json(corp.corpRealNamePage(c.var.caller, userId, redirectUrl))
  })
  app.get('/users/:userId', (c) => {
    const name = userRealName(c.var.caller, c.req.param('userId'))
    const isRealName = realNameFlag(name)
    return c.json(name === null ? { isRealName } : { isRealName, userRealName: name })
  })
  app.post('/users/realnames', (c) => {
    const { userId, redirectUrl } = readInput(c, v2Bodies.realName)
    return c.json(userRealNamePage(c.var.caller, userId, redirectUrl))
  })
  app.post('/files/uploadUrls', (c) =>
    c.json(reserveFile(c.var.caller, readInput(c, v2Bodies.upload))),
  )
  app.get('/files/:fileId', (c) => c.json(fileInfo(c.var.caller, c.req.param('fileId'))))
  app.post('/processes/startUrls', (c) =>
    c.json(startPage(c.var.caller, readInput(c, v2Bodies.startPage))),
  )
  app.post('/process/startAtOnce', (c) =>
    c.json({ taskId: startAtOnce(c.var.caller, readInput(c, v2Bodies.startAtOnce)) }),
  )
  app.post('/process/executeUrls', (c) =>
    c.json(signPage(c.var.caller, readInput(c, v2Bodies.signPage))),
  )
  app.get('/signTasks/:taskId', (c) => {
    const { title, ...detail } = query.signDetail(c.var.caller, c.req.param('taskId'))
    return c.json({ businessScene: title, ...detail })
  })
  app.get('/flowTasks/:taskId', (c) => {
    const { title, ...detail } = query.flowDetail(c.var.caller, c.req.param('taskId'))
    return c.json({ businessScene: title, ...detail })
  })
  app.get('/flowTasks/:taskId/docs', (c) =>
    c.json({ data: query.flowDocs(c.var.caller, c.req.param('taskId')) }),
  )
  app.get('/approvals/:taskId', (c) => {
    const approvals = query.sealApprovals(c.var.caller, c.req.param('taskId'))
    // 2.0 sends the time of a decision as text, "-" before there is one.
    const data = approvals.map((approval) =>
      sealApprovalAnswer(approval, (decidedAt) => (decidedAt === null ? '-' : String(decidedAt))),
    )
    return c.json({ data })
  })
  app.get('/dingInstances/:instanceId/attachments', (c) =>
    c.json({ data: query.instanceAttachments(c.var.caller, c.req.param('instanceId')) }),
  )

  return app
}
