"""The fixed vocabularies: each table is used both to read what people write and to show what is stored."""

from __future__ import annotations

from songyu_cli.domain.vocabulary import vocabulary
from songyu_cli.domain.wording import Phrase

KINDS = vocabulary(
    "需求类别",
    "kind of demand",
    [
        ("bench", "凳", "长凳 凳子 座椅 安心凳 暖心凳 便民安心凳 便民暖心凳 淞渔暖心凳 benches"),
        ("handrail", "扶手", ""),
        ("lighting", "照明", "路灯 light"),
        ("ramp", "坡道", ""),
        ("other", "其他", "其它"),
    ],
)
CHANNELS = vocabulary(
    "来源",
    "channel",
    [
        ("door", "上门走访", "上门 走访 door_visit"),
        ("walk_in", "居民来访", "来访"),
        ("liaison_day", "联系日", "社情民意联系日"),
        ("consultation", "协商会", "有事好商量 协商 协商议事"),
        ("hotline", "热线", "12345"),
        ("chat_group", "微信群", "群 居民群"),
        ("screening", "筛选", "数据筛选"),
    ],
)
BENCH_STATES = vocabulary(
    "凳子状态",
    "bench state",
    [
        ("pending", "待投用", "未启用 待启用"),
        ("in_use", "在用", "使用中 已投入使用 投入使用 完好"),
        ("out_of_use", "停用", "损坏"),
        ("retired", "拆除", "报废 已拆除"),
    ],
)
DEMAND_STATES = vocabulary(
    "需求状态",
    "demand state",
    [
        ("withdrawn", "撤回", "已撤回"),
        ("merged", "合并", "已合并"),
        ("done", "办结", "已办结"),
        ("declined", "不予采纳", "不采纳"),
        ("in_progress", "办理中", "正在办理"),
        ("accepted", "采纳", "已采纳"),
        ("reviewed", "已审核", "审核"),
        ("registered", "登记", "已登记"),
    ],
)
ROLES = vocabulary(
    "角色",
    "role",
    [
        ("grid_worker", "网格员", ""),
        ("grid_leader", "网格长", ""),
        ("clerk", "社区工作者", "community_worker 社工"),
        ("red_steward", "红色管家", "红色管家志愿者"),
        ("secretary", "书记", "社区书记 党总支书记"),
        ("resident_rep", "居民代表", ""),
        ("block_steward", "楼道长", "楼栋长"),
        ("volunteer", "志愿者", ""),
    ],
)
ATTENDEES = ROLES.extended(
    {
        "resident": Phrase("居民", "resident"),
        "partner": Phrase("共建单位", "partner"),
        "official": Phrase("上级部门", "official"),
    }
)
YES_NO = vocabulary(
    "是否",
    "yes or no",
    [
        ("yes", "是", "y true 1 有 √ ✓ ✔ 合理 可行"),
        ("no", "否", "n false 0 无 × ✗ ✘ x 不 不合理 不可行"),
    ],
)
VERDICTS = vocabulary(
    "决定",
    "verdict",
    [
        ("accepted", "采纳", "同意 通过 accept"),
        ("declined", "不予采纳", "不采纳 不同意 decline"),
    ],
)
REPLY_WAYS = vocabulary(
    "答复方式",
    "way of replying",
    [
        ("visit", "上门", "走访 当面 door"),
        ("phone", "电话", ""),
        ("notice", "公示", "通知 张贴"),
        ("meeting", "会议", "会上"),
        ("group", "微信群", "群 居民群 chat_group"),
    ],
)
HAZARD_KINDS = vocabulary(
    "隐患类别",
    "kind of hazard",
    [
        ("old_stool", "旧凳", "旧板凳 旧凳子 私放旧凳 旧椅 旧座椅"),
        ("blocked_exit", "堵塞通道", "通道堵塞 消防通道 堵塞 堵门"),
        ("clutter", "杂物", "堆物 杂物堆放 楼道堆物"),
        ("charging", "飞线充电", "飞线 电动车充电 ebike"),
        ("broken_light", "灯坏", "路灯坏 不亮"),
        ("loose_rail", "扶手松动", "扶手坏"),
        ("trip_edge", "地面不平", "破损地面 绊脚 积水"),
        ("other", "其他", "其它"),
    ],
)
SEVERITIES = vocabulary(
    "隐患等级",
    "severity",
    [
        ("low", "一般", "低 轻 minor"),
        ("medium", "较大", "中 较重"),
        ("high", "重大", "高 严重 紧急 major"),
    ],
)
MEETING_KINDS = vocabulary(
    "会议类别",
    "kind of meeting",
    [
        ("liaison_day", "联系日", "社情民意联系日"),
        ("consultation", "协商会", "有事好商量 协商 协商议事"),
        ("site_visit", "实地考察", "考察"),
        ("other", "其他", "其它 会议"),
    ],
)
PARTNER_ROLES = vocabulary(
    "单位角色",
    "role of a partner",
    [
        ("donor", "捐赠单位", "捐赠 捐赠方 认捐单位"),
        ("co_initiator", "发起单位", "共同发起 发起 联合发起"),
        ("builder", "施工单位", "施工 安装单位 承建单位"),
    ],
)
GIFTS = vocabulary(
    "捐赠内容",
    "kind of gift",
    [
        ("benches", "凳子", "凳 实物 bench"),
        ("money", "资金", "钱 款"),
        ("labour", "人力", "人工 出工 labor"),
        ("unstated", "未载明", "不详 未说明 not_stated"),
    ],
)
GIFT_STEPS = vocabulary("认捐/收到", "step", [("pledged", "认捐", ""), ("received", "收到", "")])
INSPECTION_RESULTS = vocabulary(
    "巡查结果",
    "inspection result",
    [
        ("good", "完好", "好 正常 良好 合格 无异常 无问题 未发现问题 未见异常 ok"),
        ("needs_repair", "需维修", "待修 要修 需修 待维修 需要维修 报修 repair"),
        ("out_of_use", "停用", "损坏 不能用 已停用 暂停使用 停止使用"),
        ("missing", "缺失", "丢失 不见 没了 不见了 已丢失 被盗"),
    ],
)
INSPECTION_ITEMS = vocabulary(
    "检查项",
    "inspection item",
    [
        ("loose", "松动", "摇晃 晃动 螺栓松动"),
        ("missing_part", "缺件", "缺少部件 缺螺丝"),
        ("cracked", "开裂", "裂 腐朽 起刺 木刺"),
        ("rust", "锈蚀尖角", "锈 生锈 锈蚀 尖角 毛刺"),
        ("arm_or_back", "靠背扶手松", "靠背松 扶手松 靠背 扶手"),
        ("paint", "掉漆", "脱漆 起皮"),
        ("ground", "地面不平", "地面沉降 积水 绊脚 下沉"),
        ("in_the_way", "挡道", "占消防通道 挡门 挡盲道 堵通道"),
        ("dirt", "脏污堆物", "脏 小广告 堆物 旧凳回来"),
        ("shifted", "移位缺失", "移位 不在原处 挪动"),
    ],
)
FINDINGS = vocabulary(
    "核对结果",
    "finding",
    [
        ("found", "在位", "在 有 看到"),
        ("missing", "缺失", "不在 没有 没看到"),
        ("misplaced", "错位", "放错 不在原单元"),
        ("unknown", "账外", "不明 账上没有"),
    ],
)
GRADES = vocabulary(
    "满意程度",
    "grade",
    [
        ("very_satisfied", "非常满意", "很满意 十分满意 特别满意"),
        ("satisfied", "满意", ""),
        ("fairly_satisfied", "基本满意", "一般 较满意 比较满意 还行"),
        ("dissatisfied", "不满意", "不太满意 不怎么满意"),
        ("very_dissatisfied", "非常不满意", "很不满意 十分不满意 特别不满意"),
    ],
)
