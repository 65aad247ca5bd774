import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { RefreshCw } from 'lucide'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { AntdConfig } from '#web/app/antd-config.tsx'
import '#web/app/styles.ts'
import { Chip, Chips } from '#web/components/chip/chip.tsx'
import { CheckChips, RadioChips } from '#web/components/chip/choice-chips.tsx'
import { BarRow } from '#web/components/facts/bar-row.tsx'
import { Fact, Facts } from '#web/components/facts/facts.tsx'
import { TextAreaRow } from '#web/components/field/text-area-row.tsx'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { CheckRows } from '#web/components/field/check-rows.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { SearchField } from '#web/components/field/search-field.tsx'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Step, StepList } from '#web/components/list/step-list.tsx'
import { NoticeProvider } from '#web/components/notice/notice-queue.tsx'
import { NoticeSlot } from '#web/components/notice/notice-slot.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { Progress } from '#web/components/note/progress.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { Announcer } from '#web/components/overlay/announcer.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { Sheet, useSheet } from '#web/components/overlay/sheet.tsx'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { Avatar, EndMark } from '#web/components/person/avatar.tsx'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { TabPanel, Tabs } from '#web/components/tabs/tabs.tsx'

// Every component that fixes one of antd-mobile's, for components.spec.ts.

const choices = [
  { value: 'auto', label: '跟随系统' },
  { value: 'light', label: '浅色' },
  { value: 'dark', label: '深色', description: '适合夜间' },
] as const

const seals = [
  { value: 'company', label: '企业章' },
  { value: 'personal', label: '个人章' },
] as const

const times = [
  { value: 'all', label: '不限' },
  { value: 'week', label: '7 天' },
] as const

const statuses = [
  { value: '签署中', label: '签署中 5' },
  { value: '已完成', label: '已完成 12' },
] as const

const lists = [
  { key: 'waiting', title: '待我处理' },
  { key: 'started', title: '我发起的' },
  { key: 'all', title: '全部' },
] as const

function Fields() {
  const [look, setLook] = useState<'auto' | 'light' | 'dark'>('auto')
  const [chosen, setChosen] = useState<('company' | 'personal')[]>(['company'])
  const [name, setName] = useState('')
  const [ordered, setOrdered] = useState(true)
  const [title, setTitle] = useState('办公设备采购合同')
  const [time, setTime] = useState<'all' | 'week'>('all')
  const [chosenStatuses, setStatuses] = useState<('签署中' | '已完成')[]>(['签署中'])
  return (
    <>
      <Rows header={<h2>填写</h2>}>
        <InputRow
          id="name"
          label="姓名"
          note="与身份证一致"
          rule={name === '' ? '请填写姓名' : null}
          value={name}
          onChange={setName}
          placeholder="例如：张三"
          required
        />
        <TextAreaRow id="title" label="合同名称" value={title} maxLength={20} onChange={setTitle} />
        <SwitchRow label="按顺序签署" checked={ordered} onChange={setOrdered} />
      </Rows>
      <RadioChips label="发起时间" options={times} value={time} onChange={setTime} />
      <CheckChips
        label="状态"
        options={statuses}
        value={chosenStatuses}
        onChange={setStatuses}
        isLine
      />
      <Chips label="已选">
        {chosenStatuses.map((status) => (
          <Chip
            key={status}
            label={status}
            onRemove={() => setStatuses(chosenStatuses.filter((one) => one !== status))}
          />
        ))}
      </Chips>
      <RadioRows
        label="外观"
        header={<h2>外观</h2>}
        options={choices}
        value={look}
        onChange={setLook}
      />
      <CheckRows
        label="印章"
        header={<h2>印章</h2>}
        options={seals}
        value={chosen}
        onChange={setChosen}
      />
    </>
  )
}

function Lists() {
  const [key, setKey] = useState<'waiting' | 'started' | 'all'>('waiting')
  const [query, setQuery] = useState('')
  return (
    <>
      <SearchField label="搜索合同" hint="标题、人名或任务编号" value={query} onChange={setQuery} />
      <Tabs id="lists" label="合同列表" tabs={lists} activeKey={key} onChange={setKey} />
      <TabPanel tabs="lists" activeKey={key}>
        <p data-testid="panel-text">{key}</p>
      </TabPanel>
      <Rows header={<h2>合同</h2>}>
        <Row
          to="/flows/1"
          description="等 李四 签署 · 已 2 天"
          extra={<ToneTag tone="active">签署中</ToneTag>}
        >
          采购合同：一份标题很长的合同，长到一行放不下
        </Row>
        <Row to="/flows/2" isCurrent extra={<ToneTag tone="bad">已拒签</ToneTag>}>
          租赁合同
        </Row>
        <Row onClick={() => notify('已复制')} description="1 KB · 1 页">
          复制这一行
        </Row>
        <Row label="发起人">张三</Row>
      </Rows>
      <Card title={<h2>签署人</h2>} extra="1/3 已签">
        <Progress percent={33} label={null} />
        <p>
          <Avatar name="张三" mark="done" /> <Avatar name="李四" mark="turn" />{' '}
          <Avatar name="John Smith" mark="refused" /> <Avatar name="欧阳娜娜" others={2} />{' '}
          <EndMark tone="good" /> <EndMark tone="bad" /> <EndMark tone="quiet" />
        </p>
        <Facts>
          <Fact label="任务编号">PRO-SANDBOX-SIGNING</Fact>
          <Fact label="对方">上海云帆贸易有限公司</Fact>
        </Facts>
        <BarRow label="签署" bar={0.4} tail={1} number="13 小时 · 最长 1 天" />
        <BarRow label="转签或转交" bar={null} number="207 天（1 次）" />
        <StepList>
          <Step state="finish" mark={1} title="张三 已签署" description="昨天 16:23 签署" />
          <Step state="process" mark={2} title="李四 待签署" description="企业章、个人章" />
          <Step
            state="wait"
            icon={<Avatar name="孙八" />}
            title="孙八 未轮到"
            description="上海云帆贸易有限公司 · 138****0000"
          />
        </StepList>
      </Card>
    </>
  )
}

function Answers() {
  const [isAsking, setAsking] = useState(false)
  const [isNarrow, setNarrow] = useState(false)
  const [isStale, setStale] = useState(false)
  const share = useSheet(() => Promise.resolve(null))
  return (
    <>
      <Notice tone="warn" extra={<Button size="small">重试</Button>}>
        没有网络，显示的是 3 小时前的内容
      </Notice>
      <PageNotice
        rank="returned"
        details={<p>如果没有更新，请按“刷新”。</p>}
        requestId="request-1"
        testId="returned"
      >
        已打开 e签宝页面，完成后回到这里会自动更新
      </PageNotice>
      <PageNotice rank="access" testId="access">
        2 个查看申请
      </PageNotice>
      {isStale && (
        <PageNotice
          rank="stale"
          testId="stale"
          action={
            <Button size="small" fill="outline" onClick={() => setStale(false)}>
              重试
            </Button>
          }
        >
          没有网络，显示的是 5 分钟前的内容
        </PageNotice>
      )}
      <Button block onClick={() => setStale(true)}>
        断开网络
      </Button>
      <Progress percent={40} label="上传进度" />
      <Button block color="primary" loading="auto" onClick={share.show}>
        打开面板
      </Button>
      <Button block onClick={() => setAsking(true)}>
        打开对话框
      </Button>
      <Button block fill="none" color="danger" onClick={() => notify('已提醒 李四')}>
        提醒
      </Button>
      <IconButton
        icon={RefreshCw}
        label="刷新"
        onClick={() => notify('没有网络，请稍后再试', 'fail')}
      />
      <ErrorBlock kind="empty" title={<h2>没有等您处理的合同</h2>}>
        <Button>看我发起的</Button>
      </ErrorBlock>
      <ErrorBlock
        kind="refused"
        title={<h2>您还不能查看这份合同</h2>}
        description="向发起人申请查看。"
      />
      <ErrorBlock kind="later" title={<h2>服务出错了</h2>} description="请稍后重试。" />
      <Sheet
        title="分享"
        {...share.props}
        actions={
          <>
            <Button block color="primary">
              复制链接
            </Button>
            <Button block fill="none" onClick={share.close}>
              取消
            </Button>
          </>
        }
      >
        <p>链接 7 天内有效，可以查看这份合同。</p>
        <Rows>
          <SwitchRow label="只看状态" checked={isNarrow} onChange={setNarrow} />
        </Rows>
      </Sheet>
      <ConfirmDialog
        open={isAsking}
        title="退出登录？"
        confirm={{ label: '退出登录', isDanger: true, onConfirm: () => setAsking(false) }}
        cancelLabel="取消"
        onClose={() => setAsking(false)}
      >
        同时清除这台设备上保存的合同内容和未发起的草稿。
      </ConfirmDialog>
    </>
  )
}

function Gallery() {
  const [count, setCount] = useState(0)
  const refresh = async () => {
    setCount(count + 1)
    return { isError: false }
  }
  return (
    <AntdConfig>
      <NoticeProvider>
        <div className="page">
          <main>
            <PullToRefresh onRefresh={refresh}>
              <PageHeader
                head={<h1>组件 {count}</h1>}
                more={[
                  { label: '再发起一份', onClick: () => notify('再发起一份') },
                  { label: '分享', below768: true, onClick: () => notify('已分享') },
                ]}
                testId="actions"
              >
                <Button color="primary">催办</Button>
                <Button className="from-768">分享</Button>
              </PageHeader>
              <Lists />
              <Fields />
              <Answers />
            </PullToRefresh>
          </main>
        </div>
        <NoticeSlot />
      </NoticeProvider>
      <Announcer />
    </AntdConfig>
  )
}

const root = document.querySelector('#root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <Gallery />
    </StrictMode>,
  )
