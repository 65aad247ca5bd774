import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { RefreshCw } from 'lucide'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { AntdConfig } from '#web/app/antd-config.tsx'
import '#web/app/styles.ts'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { CheckRows } from '#web/components/field/check-rows.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { SearchField } from '#web/components/field/search-field.tsx'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Step, StepList } from '#web/components/list/step-list.tsx'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { Progress } from '#web/components/note/progress.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { Announcer } from '#web/components/overlay/announcer.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { Sheet } from '#web/components/overlay/sheet.tsx'
import { useSheet } from '#web/components/overlay/use-sheet.ts'
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
        <SwitchRow label="按顺序签署" checked={ordered} onChange={setOrdered} />
      </Rows>
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
        <StepList>
          <Step state="finish" mark={1} title="张三 已签署" description="昨天 16:23 签署" />
          <Step state="process" mark={2} title="李四 待签署" description="企业章、个人章" />
          <Step state="wait" mark={3} title="孙八 未签署" />
        </StepList>
      </Card>
    </>
  )
}

function Answers() {
  const [isAsking, setAsking] = useState(false)
  const [isNarrow, setNarrow] = useState(false)
  const share = useSheet(() => Promise.resolve(null))
  return (
    <>
      <Notice tone="warn" extra={<Button size="small">重试</Button>}>
        没有网络，显示的是 3 小时前的内容
      </Notice>
      <Notice tone="active">已打开 e签宝页面，完成后回到这里会自动更新</Notice>
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
        kind="disconnected"
        title={<h2>没有网络</h2>}
        description="请检查网络连接后重试。"
      />
      <ErrorBlock kind="default" title={<h2>服务出错了</h2>} description="请稍后重试。" />
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
      <div className="page">
        <main>
          <PullToRefresh onRefresh={refresh}>
            <h1>组件 {count}</h1>
            <Lists />
            <Fields />
            <Answers />
          </PullToRefresh>
        </main>
      </div>
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
