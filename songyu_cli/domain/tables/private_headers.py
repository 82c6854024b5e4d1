"""The headers of columns about persons, which are never imported."""

from __future__ import annotations

import re

_PRIVATE = re.compile(
    "姓名|户主|房主|业主|电话|手机|联系|微信|身份证|证件|性别|出生|生日|年龄|民族|独居|空巢|孤寡|失能|残疾|低保|疾病|病史|党员"
    "|室号|户号|房号|房间|房屋号|安装人|安装单位|施工人|巡查人|检查人|巡检人|复查人|维修人|修理人|填报|填表|制表|经办|责任人|负责人|登记人|采集人|网格[员长]"
    "|(?:楼道|楼栋|楼幢|楼|单元|楼组)长"
    "|(?:反映|诉求|来电|来访|申请|提出|投诉|受理|承办|办理|记录|监护|报修|陪同|受访|被访|联络|验收|签收|领取|使用|居住|捐赠)人(?![数口次员])"
    "|称呼|签名|签字|家属|子女|车牌|邮箱|银行卡|政治面貌|健康|慢性|失独|特困|五保|优抚"
    "|phone|mobile|idcard|contact|wechat"
)
PRIVATE_WHOLE = frozenset({"室", "户", "人员", "住户", "居民", "老人名单", "name", "flat", "room"})


def about_persons(text: str) -> bool:
    """Tell whether a text names what is never imported: a phone number, a flat, who filled the table in."""
    return bool(_PRIVATE.search(text) or text in PRIVATE_WHOLE)
