import { useQuery } from '@tanstack/react-query'
import {
  Button,
  Card,
  Dialog,
  ErrorBlock,
  List,
  NavBar,
  PullToRefresh,
  SearchBar,
  Selector,
  Skeleton,
  Steps,
  Tag,
  Toast,
} from 'antd-mobile'
import { useState } from 'react'
import type { Flow, FlowLog } from '#shared/rules/flow.ts'
import { readFlow, readSigners, signIn } from './api.ts'

const taskId = location.pathname.split('/').pop() ?? ''
const statuses = { signing: '签署中', completed: '已完成', refused: '已拒签' }

export function App() {
  const { data: isSignedIn, error } = useQuery({ queryKey: ['sign-in'], queryFn: signIn })
  if (error) return <ErrorBlock status="default" title={error.message} fullPage />
  if (!isSignedIn) return <Skeleton.Paragraph animated lineCount={5} />
  return <FlowPage />
}

function FlowPage() {
  const { data, error, refetch } = useQuery({
    queryKey: ['flow'],
    queryFn: () => readFlow(taskId),
  })
  if (error) return <ErrorBlock status="default" title={error.message} fullPage />
  if (!data) return <Skeleton.Paragraph animated lineCount={5} />
  return (
    <PullToRefresh onRefresh={refetch}>
      <NavBar back={null}>合同进度</NavBar>
      <FlowCard flow={data} />
      <SignersCard />
      <LogsCard logs={data.logs} />
    </PullToRefresh>
  )
}

function FlowCard({ flow }: { flow: Flow }) {
  const copy = async () => {
    await navigator.clipboard.writeText(flow.taskId)
    Toast.show('已复制')
  }
  const remind = async () => {
    await Dialog.confirm({ content: '提醒未签署的人？' })
  }
  return (
    <Card title={flow.title}>
      <Tag color="primary" data-testid="flow-status">
        {Object.entries(statuses).find(([status]) => status === flow.status)?.[1] ?? flow.status}
      </Tag>
      <List>
        <List.Item extra={flow.initiator.name}>发起人</List.Item>
        <List.Item extra={flow.initiator.organization}>发起主体</List.Item>
        <List.Item extra={<Button onClick={copy}>复制</Button>}>{flow.taskId}</List.Item>
      </List>
      <Button block onClick={remind}>
        催办
      </Button>
    </Card>
  )
}

function SignersCard() {
  const { data } = useQuery({ queryKey: ['signers'], queryFn: () => readSigners(taskId) })
  if (!data) return <Skeleton.Paragraph animated lineCount={3} />
  return (
    <Card title="签署人">
      <List>
        {data.map(({ name, status }, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <List.Item key={index} extra={status}>
            <span data-testid="signer">{name}</span>
          </List.Item>
        ))}
      </List>
    </Card>
  )
}

function LogsCard({ logs }: { logs: FlowLog[] }) {
  const [text, setText] = useState('')
  const [people, setPeople] = useState<string[]>([])
  const operators = [...new Set(logs.map(({ operator }) => operator ?? ''))]
  const shown = logs.filter(
    ({ description, operator }) =>
      (description ?? '').includes(text) &&
      (people.length === 0 || people.includes(operator ?? '')),
  )
  return (
    <Card title="操作日志">
      <SearchBar placeholder="搜索" value={text} onChange={setText} />
      <Selector
        multiple
        options={operators.map((operator) => ({ label: operator, value: operator }))}
        value={people}
        onChange={setPeople}
      />
      <Steps direction="vertical">
        {shown.map(({ description, operator, time }, index) => (
          <Steps.Step
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            title={<span data-testid="timeline-item">{description}</span>}
            description={`${operator ?? ''} ${new Date(time ?? 0).toLocaleString('zh-CN')}`}
          />
        ))}
      </Steps>
    </Card>
  )
}
