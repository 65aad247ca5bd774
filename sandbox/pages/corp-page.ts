import { Hono } from 'hono'
import { html } from 'hono/html'
import { thirdPartyApp } from '#sandbox/credentials.ts'
import { corpMoveSchema, moveCorp, type CorpMove } from '#sandbox/dingtalk/corp-life.ts'
import type { StreamGateway } from '#sandbox/dingtalk/stream-gateway.ts'
import type { Corp } from '#sandbox/state/people.ts'
import type { World } from '#sandbox/state/state.ts'
import { formText, renderMessage, renderPage, type Markup } from './page-layout.ts'

const title = '组织的状态'

const { suiteKey } = thirdPartyApp

const dateFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'medium',
})

/** Buttons by the name of what they do. */
type Buttons = Record<string, string>

function part(name: string, state: string, buttons: Buttons): Markup {
  return html`<section>
    <h2>${name}</h2>
    <p class="line">${state}</p>
    <form method="post">
      ${Object.entries(buttons).map(
        ([action, label]) => html`<button name="action" value="${action}">${label}</button>`,
      )}
    </form>
  </section>`
}

function appPart({ opened, switchedOff, hasLeft }: Corp): Markup {
  const name = '钉钉里的第三方应用'
  const relieve = { relieve: '解除授权' }
  if (!opened.includes(suiteKey))
    return part(name, hasLeft ? '已解除授权' : '没有开通', { authorise: '开通应用' })
  return switchedOff.includes(suiteKey)
    ? part(name, '已停用', { restore: '启用应用', ...relieve })
    : part(name, '使用中', { stop: '停用应用', ...relieve })
}

function subscriptionPart({ boughtUntil }: Corp, now: number): Markup {
  const name = '应用的订阅'
  const end = { end: '让订阅到期' }
  if (boughtUntil === null) return part(name, '没有期限', end)
  const day = dateFormat.format(boughtUntil)
  return boughtUntil <= now
    ? part(name, `${day} 已到期`, { renew: '续订一年' })
    : part(name, `${day} 到期`, end)
}

function esignParts(corp: Corp): Markup {
  const { esignInstalled, realNameVerified, esignAuthorised, margin } = corp
  return html`${part('钉钉里的 e签宝', esignInstalled ? '已开通' : '没有开通', {
    install: esignInstalled ? '停用 e签宝' : '开通 e签宝',
  })}
  ${part('e签宝实名', realNameVerified ? '已实名' : '未实名', {
    verify: realNameVerified ? '撤销实名' : '通过实名',
  })}
  ${part('e签宝授权', esignAuthorised ? '已授权本应用' : '未授权本应用', {
    permit: esignAuthorised ? '取消授权' : '授权本应用',
  })}
  ${part('合同余量', `剩 ${margin} 份`, {
    ...(margin > 0 ? { 'use-up': '用完合同' } : {}),
    refill: '加 100 份',
  })}`
}

/** What a button does; DingTalk's part comes with the event of the real one. */
function act(world: World, gateway: StreamGateway, corp: Corp, action: string): void {
  const move = (what: CorpMove['what'], until?: number) => {
    moveCorp(world, gateway, corp, corpMoveSchema.parse({ what, until }))
  }
  switch (action) {
    case 'authorise':
    case 'relieve':
    case 'stop':
    case 'restore':
      move(action)
      break
    case 'end':
      move('buy', world.now() - 60_000)
      break
    case 'renew':
      move('buy')
      break
    case 'install':
      corp.esignInstalled = !corp.esignInstalled
      break
    case 'verify':
      corp.realNameVerified = !corp.realNameVerified
      break
    case 'permit':
      corp.esignAuthorised = !corp.esignAuthorised
      break
    case 'use-up':
      corp.margin = 0
      break
    case 'refill':
      corp.margin += 100
      break
  }
}

/** Gets an organisation into trouble and out of it again. */
export function corpPage(world: World, gateway: StreamGateway): Hono {
  const app = new Hono()

  app.get('/:corpId', (c) => {
    const corp = world.state.corps.get(c.req.param('corpId'))
    if (!corp) return renderMessage(c, title, '没有这个企业。', 404)
    return renderPage(
      c,
      title,
      html`<p>${corp.name}</p>
        <p class="muted">钉钉把停用、解除和购买通知给应用；e签宝的变化，应用下次读取时才知道。</p>
        <p><a href="/?corpId=${corp.corpId}">返回应用</a></p>
        ${appPart(corp)} ${subscriptionPart(corp, world.now())} ${esignParts(corp)}`,
      { plays: '钉钉' },
    )
  })

  app.post('/:corpId', async (c) => {
    const corp = world.state.corps.get(c.req.param('corpId'))
    if (!corp) return renderMessage(c, title, '没有这个企业。', 404)
    act(world, gateway, corp, formText(await c.req.parseBody(), 'action'))
    return c.redirect(c.req.url, 303)
  })

  return app
}
