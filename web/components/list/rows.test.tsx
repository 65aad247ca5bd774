import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { Row } from './row.tsx'
import { Step, StepList } from './step-list.tsx'

vi.mock('#web/components/page/follow-in-app.ts', () => ({ followInApp: () => {} }))

it('is a link, a button, or neither', () => {
  expect(renderToStaticMarkup(<Row to="/flows/1">合同</Row>)).toMatch(
    /^<li><a class="row-target" href="\/flows\/1">.*合同.*adm-list-item-content-arrow.*<\/a><\/li>$/,
  )
  expect(renderToStaticMarkup(<Row onClick={() => {}}>合同</Row>)).toMatch(
    /^<li><button type="button" class="row-target">.*合同.*<\/button><\/li>$/,
  )
  const plain = renderToStaticMarkup(<Row>合同</Row>)
  expect(plain).not.toMatch(/<a|<button|arrow/)
})

it('marks the row whose contract is shown beside the list', () => {
  expect(
    renderToStaticMarkup(
      <Row to="/flows/1" isCurrent>
        合同
      </Row>,
    ),
  ).toContain('aria-current="page"')
})

it('is an ordered list of steps, each with a mark that screen readers skip', () => {
  const html = renderToStaticMarkup(
    <StepList testId="signers">
      <Step state="finish" mark={1} title="张三" />
      <Step state="error" mark={2} title="李四" />
      <Step state="wait" mark={3} title="孙八" testId="signer" />
    </StepList>,
  )
  expect(html).toMatch(/^<ol class="step-list" data-testid="signers">/)
  expect(html.match(/data-mark="[^"]*" aria-hidden="true"/g)).toEqual([
    'data-mark="✓" aria-hidden="true"',
    'data-mark="✕" aria-hidden="true"',
    'data-mark="3" aria-hidden="true"',
  ])
  expect(html).toMatch(/<li[^>]* data-testid="signer">/)
})
