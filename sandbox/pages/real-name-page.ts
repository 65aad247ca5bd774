import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Corp, Person } from '#sandbox/state/people.ts'
import { findPerson } from '#sandbox/state/people.ts'
import type { PageTask, World } from '#sandbox/state/state.ts'
import { formText, renderMessage, renderPage } from './page-layout.ts'
import { findPageTask } from './page-tasks.ts'

const title = '实名认证'

/** The person or organisation that the task verifies. */
function subjectOf(world: World, task: PageTask): Person | Corp | undefined {
  const corp = world.state.corps.get(task.corpId)
  if (!corp || task.kind === 'corp-real-name') return corp
  return task.userId === null ? undefined : findPerson(corp, task.userId)
}

/** The pages on which a person or an organisation is verified. */
export function realNamePage(world: World): Hono {
  const app = new Hono()
  const find = (taskId: string) => {
    const task = findPageTask(world, taskId, ['person-real-name', 'corp-real-name'])
    const subject = task && subjectOf(world, task)
    return task && subject ? { task, subject } : undefined
  }

  app.get('/:taskId', (c) => {
    const found = find(c.req.param('taskId'))
    if (!found) return renderMessage(c, title, '链接无效或已过期。', 410)
    return renderPage(
      c,
      title,
      html`<p>
          为「${found.subject.name}」完成${found.task.kind === 'corp-real-name' ? '企业' : '个人'}实名认证。
        </p>
        <form method="post">
          <button class="primary" name="action" value="verify">确认认证</button>
          <button name="action" value="cancel">暂不认证</button>
        </form>`,
    )
  })

  app.post('/:taskId', async (c) => {
    const found = find(c.req.param('taskId'))
    if (!found) return renderMessage(c, title, '链接无效或已过期。', 410)
    const { task, subject } = found
    if (formText(await c.req.parseBody(), 'action') !== 'verify') {
      return renderMessage(c, title, '未完成认证，可以关闭此页。')
    }
    subject.realNameVerified = true
    world.state.pageTasks.delete(task.taskId)
    if (task.redirectUrl === null) return renderMessage(c, title, '认证完成。')
    return c.redirect(task.redirectUrl, 303)
  })

  return app
}
