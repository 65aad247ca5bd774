import { Hono } from 'hono'
import { html } from 'hono/html'
import { writeToRobot } from '#sandbox/dingtalk/robot.ts'
import type { StreamGateway } from '#sandbox/dingtalk/stream-gateway.ts'
import { isDoneFor } from '#sandbox/dingtalk/todos.ts'
import type { ProcessTask, Todo } from '#sandbox/state/task-models.ts'
import { findPerson, type Corp, type Person } from '#sandbox/state/people.ts'
import type { Message, World } from '#sandbox/state/state.ts'
import { readMessage } from './message-text.ts'
import { formText, renderMessage, renderPage, type Markup } from './page-layout.ts'
import { replyShown, robotChat } from './robot-chat.ts'

const title = '钉钉里收到的'

const timeFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'medium',
  timeStyle: 'short',
})

type Inbox = { todos: Todo[]; tasks: (ProcessTask & { title: string })[]; messages: Message[] }

/** A person's to-dos, tasks and messages in DingTalk, newest first. */
function inboxOf({ state }: World, { corpId }: Corp, { userId, unionId }: Person): Inbox {
  const isTheirs = (todo: Todo) =>
    todo.corpId === corpId && !todo.isDeleted && todo.executors.some(({ id }) => id === unionId)
  const tasks = state.processInstances
    .filter((instance) => instance.corpId === corpId)
    .flatMap((instance) => instance.tasks.map((task) => ({ ...task, title: instance.title })))
  const isDelivered = (message: Message) =>
    message.corpId === corpId && message.deliveredTo.includes(userId) && !message.isRecalled
  return {
    todos: state.todos.filter(isTheirs).toReversed(),
    tasks: tasks.filter((task) => task.userId === userId).toReversed(),
    messages: state.messages.filter(isDelivered).toReversed(),
  }
}

function openCount({ unionId }: Person, { todos, tasks }: Inbox): number {
  const open = todos.filter((todo) => !isDoneFor(todo, unionId))
  return open.length + tasks.filter(({ status }) => status === 'RUNNING').length
}

function link(url: string | null): Markup {
  return url === null ? html`` : html`<p><a href="${url}">打开</a></p>`
}

function dueText(due: number | null): Markup {
  return due === null ? html`` : html` · 截止 ${timeFormat.format(due)}`
}

function todoCard(todo: Todo): Markup {
  return html`<section>
    <h3>${todo.subject}</h3>
    <p class="muted">${timeFormat.format(todo.createdTime)}${dueText(todo.dueTime)}</p>
    ${todo.contentFieldList.map(
      ({ fieldKey, fieldValue }) => html`<p class="line">${fieldKey}：${fieldValue}</p>`,
    )}
    ${link(todo.detailUrl.appUrl)}
  </section>`
}

const taskStates = { RUNNING: '待处理', COMPLETED: '已处理', CANCELED: '已取消' }

function taskCard(task: Inbox['tasks'][number]): Markup {
  return html`<section>
    <h3>${task.title}</h3>
    <p class="muted">
      ${taskStates[task.status]} · ${timeFormat.format(task.createdAt)}${dueText(task.dueTimestamp)}
    </p>
    ${link(task.url)}
  </section>`
}

function messageCard(message: Message): Markup {
  const { heading, lines, text, url } = readMessage(message.msg)
  const { statusBar } = message
  return html`<section>
    <h3>${heading}</h3>
    <p class="muted">${timeFormat.format(message.at)}</p>
    ${lines.map((line) => html`<p class="line">${line}</p>`)}
    <p>${text}</p>
    ${statusBar === null ? html`` : html`<p class="bar">${statusBar.value}</p>`} ${link(url)}
  </section>`
}

function group(name: string, cards: readonly Markup[]): Markup {
  return html`<h2>${name}（${cards.length}）</h2>
    ${cards.length === 0 ? html`<p class="muted">没有</p>` : cards}`
}

function inboxBody(person: Person, { todos, tasks, messages }: Inbox): Markup {
  const isOpen = (todo: Todo) => !isDoneFor(todo, person.unionId)
  const done = todos.filter((todo) => !isOpen(todo))
  return html`${group('待办', todos.filter(isOpen).map(todoCard))}
  ${done.length === 0 ? html`` : group('已完成的待办', done.map(todoCard))}
  ${tasks.length === 0 ? html`` : group('流程中心任务', tasks.map(taskCard))}
  ${group('工作通知', messages.map(messageCard))}`
}

/**
 * To-dos and work notifications of each person, and the chat with the app's robot, as DingTalk would
 * show them.
 */
export function inboxPage(world: World, gateway: StreamGateway): Hono {
  const app = new Hono()

  app.post('/:corpId/:userId', async (c) => {
    const { corpId, userId } = c.req.param()
    const corp = world.state.corps.get(corpId)
    if (!corp || !findPerson(corp, userId)) return renderMessage(c, title, '没有这个人。', 404)
    const form = await c.req.parseBody()
    const text = formText(form, 'text')
    const isInGroup = formText(form, 'place') === 'group'
    const before = world.state.chats.length
    const msgId = writeToRobot(world, gateway, { corpId, userId, text, isInGroup })
    if (msgId === null) return renderMessage(c, title, '应用没有打开机器人（DINGTALK_ROBOT）。')
    await replyShown(world, { before, isInGroup })
    return c.redirect(c.req.path, 303)
  })

  app.get('/:corpId/:userId?', (c) => {
    const corp = world.state.corps.get(c.req.param('corpId'))
    if (!corp) return renderMessage(c, title, '没有这个企业。', 404)
    const person = findPerson(corp, c.req.param('userId') ?? corp.people[0]?.userId ?? '')
    if (!person) return renderMessage(c, title, '没有这个人。', 404)
    const people = corp.people.map((each) => {
      const open = openCount(each, inboxOf(world, corp, each))
      const label = open === 0 ? each.name : `${each.name}（${open}）`
      return each === person
        ? html`<strong>${label}</strong>`
        : html`<a href="/_sandbox/pages/inbox/${corp.corpId}/${each.userId}">${label}</a>`
    })
    return renderPage(
      c,
      `${person.name}在${title}`,
      html`<nav class="people">${people}</nav>
        <p class="muted">
          示例合同在应用里打开过一次后，应用才会为它发待办和通知。链接以您在应用里选的身份打开，要换人请在首页“切换身份”。
        </p>
        <p><a href="/">返回应用</a></p>
        ${robotChat(world, corp, person)} ${inboxBody(person, inboxOf(world, corp, person))}`,
      { plays: '钉钉' },
    )
  })

  return app
}
