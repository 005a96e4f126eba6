/** Made from the OpenAPI document of the local API; not changed by hand. */
export interface paths {
    "/v1/devices/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 给设备命名，重新插拔后按序列号、型号、插口找回 name a device; it is found again by serial number, model and port */
        put: operations["nameDevice"];
        post?: never;
        /** 取消命名 forget the name of a device */
        delete: operations["forgetRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 持卡人输入卡密码（事件 pin_wanted 之后） the PIN of the card that waits for it (event pin_wanted); it is kept nowhere, and what the card says to it comes as an event */
        put: operations["enterCardPin"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scans/awaited": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 下一次扫码归谁 what is scanned next, and for whom; it ends by itself after two minutes */
        put: operations["awaitScan"];
        post?: never;
        /** 不再等待扫码 nothing is waited for any more */
        delete: operations["endAwaitScan"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 扫码枪以键盘方式打进页面的码，按扫码处理（事件 scan） what a scanner typed into a page, routed as any scan; what comes of it is told by the event scan */
        post: operations["typeScan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scans/{scan}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 取走一次扫码，只能取一次 take a scan that was held (event scan, to: taker); it is handed out once */
        post: operations["takeScan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions/{msgid}/print": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 打印结算单；第二次起标为补打 print the receipt; every print but the first is marked as a copy */
        post: operations["printReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions/{msgid}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 结算单的文字 the receipt as text, as it would be printed now */
        get: operations["receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/page-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 取收银页面的一次性链接 a link that lets one browser in, once and soon */
        post: operations["openPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 正在办理的业务 the sessions that are open */
        get: operations["sessions"];
        put?: never;
        /** 读卡并核对人员 read the card and find the person */
        post: operations["openSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 显示完整姓名和证件号，供核对本人 the whole name and numbers, to check who stands there */
        post: operations["revealPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions/{msgid}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一笔交易的明细，退货时选用 what was sold in it, to choose what comes back */
        get: operations["lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 待收退差额，旧的在前，不分页；open=false 列全部，新的在前，before 之前的接着取 what is owed, oldest first, without pages; open=false lists all, newest first, and on with before */
        get: operations["claims"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{msgid}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 差额已收、已退或由药店承担 close a claim: collected, paid back, or borne by the shop */
        post: operations["closeClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 本人在客显屏同意这份账单 the person agrees to the bill on the customer’s screen */
        post: operations["consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 就诊，新的在前，before 之前的接着取；open=true 只列未结束的，不分页 visits, newest first, and on with before; open=true lists those that have not ended, without pages */
        get: operations["visits"];
        put?: never;
        /** 门诊挂号（2201） register a visit for the person of a session */
        post: operations["openVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一次就诊，按就诊ID或结算ID，临时的和中心的都可以 one visit by mdtrt_id or setl_id, provisional or the centre’s */
        get: operations["visit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visits/{id}/diagnoses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 上传就诊信息（2203），替换已有的 say what was found; replaces what was said before */
        put: operations["putDiagnoses"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visits/{id}/fees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 上传费用明细（2204） enter the fees, one batch */
        put: operations["putFees"];
        post?: never;
        /** 撤销费用明细（2205） take the fees back */
        delete: operations["undoFees"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visits/{id}/presettle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 预结算（2206）：费用在该人员的会话中计价，然后确认该会话即结算（2207） price the fees in a session of the person; accepting that session settles the visit */
        post: operations["presettleVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visits/{id}/undo-settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 撤销结算（2208，未上传的作废），答复应退现金 undo the settlement, and say the cash that goes back; one that was never sent is voided */
        post: operations["undoSettlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/visits/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 取消未结算的就诊：费用（2205）、挂号（2202） end a visit that is not settled */
        post: operations["cancelVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions/{msgid}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 部分退货：整单撤销后余下部分重新结算（自费的按行退货） give back a part: the whole is undone and the rest settled anew; self-paid goods come back line by line */
        post: operations["refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 是否在运行 whether the agent runs */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/page/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 状态页数据，不含个人信息 what the status page shows; no personal data */
        get: operations["page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 终端状态 how the terminal stands */
        get: operations["status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 设备 devices */
        get: operations["devices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 当前班次 the shift */
        get: operations["shift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shift/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 开班签到（9001）；断网时凭 PIN 本地开班 open the shift; without the centre a local one, by PIN */
        post: operations["openShift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shift/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 交班给另一操作员，未完成的交易继续 another operator goes on; nothing open is lost */
        post: operations["handOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shift/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 对账并签退（3201、9002） compare totals and close the shift */
        post: operations["closeShift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 当班操作员的角色和权限 who is on duty, in which role, and what may be done now */
        get: operations["access"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 有权限的操作员输入 PIN，授权一次 an operator with the right approves one command by PIN */
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 本终端的操作员 operators of this terminal */
        get: operations["operators"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators/{opter}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 登记操作员（须有管理权限；首位即负责人），或更换 PIN：自己的凭现有 PIN enrol an operator (the first is chief), or change a PIN: one’s own by showing it */
        put: operations["enrolOperator"];
        post?: never;
        /** 删除操作员 remove an operator */
        delete: operations["removeOperator"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operators/{opter}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 更改操作员的角色 give an operator another role */
        put: operations["setRole"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pairing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 申请接入：六位配对码两边显示，由操作员在本机确认 ask to be let in; a code shows on both sides */
        post: operations["askPairing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pairing/{request}/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 确认后领取令牌，只给一次 collect the token once it was confirmed; it is told once */
        post: operations["collectPairing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 等待确认的接入申请 who asks to be let in */
        get: operations["pairings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairings/{request}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 核对配对码后确认 let it in, the code compared */
        post: operations["confirmPairing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairings/{request}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** 拒绝接入申请 refuse it */
        delete: operations["refusePairing"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 已接入的程序和网页 programs and pages that were let in */
        get: operations["clients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clients/{client}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** 取消接入，立即生效 let it in no more, at once */
        delete: operations["revokeClient"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 与中心对一天的账：先总账（3201），不平再对明细（3202） lay one day of both sides side by side */
        post: operations["reconcile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 对账记录，新的在前 how the last days compared, newest first */
        get: operations["statements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statements/{date}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一天的本机明细、对账结果与清单 one day: our rows, how it compared, its work list */
        get: operations["statementDay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 对账清单；open=false 列全部 the work list; open=false lists what is done too */
        get: operations["workList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work-list/{item}/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 处理一项：inquire 查询、resend 同号重发、reverse 冲正、accept_centre 以中心为准、sign_off 签字 one action on one item */
        post: operations["act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一次办理 one session */
        get: operations["session"];
        put?: never;
        post?: never;
        /** 放弃本次办理 end the session without a sale */
        delete: operations["closeSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}/basket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 录入药品并预结算 set the basket and price it */
        put: operations["setBasket"];
        post?: never;
        /** 清空药品清单，本次办理继续 take everything out of the basket; the session goes on */
        delete: operations["emptyBasket"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}/presettle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 按现有清单重新预结算 price the basket that is there again */
        post: operations["presettle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 确认结算；同一个键只成交一次 accept the bill; one key settles once */
        post: operations["accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 交易，新的在前，before 之前的接着取；open=true 只列未完成的，待人工处理的在前，旧的在前，不分页 transactions, newest first, and on with before; open=true lists the open ones, those that wait for a person first, then oldest first, without pages */
        get: operations["transactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions/{msgid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 一笔交易，按报文ID或门诊结算ID one transaction, by msgid or by the setl_id of a visit */
        get: operations["transaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions/{msgid}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 撤销：未上传的作废，已上传的冲正 void what was never sent, reverse what was */
        post: operations["cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transactions/{msgid}/unpark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** 待人工处理的交易：回到暂停前的状态 what was parked goes back to where it stood before */
        post: operations["unpark"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 未完成的交易与离线额度 what is open, and what is left of the offline limits */
        get: operations["queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 按名称、拼音首字母或编码查目录，本店商品在前 goods by name, pinyin initials or code, the shop’s own first */
        get: operations["findGoods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogue/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 按国家编码、本店编码、商品条码或追溯码查商品 goods by national code, own code, EAN-13 or trace code */
        get: operations["good"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 事件流，可按 id 续传 what happens, resumable by id
         * @description Server-sent events: id, event (device, scan, printed, session, transaction, claim, visit, link, shift, operator, client, work_list, work_item, clock, deadline, update, service) and data. After `reset` the listener asks for the state anew, because events were missed. Events hold no personal data.
         */
        get: operations["events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        OpenShift: {
            /** @description 经办人 operator */
            opter: string;
            /** @description 经办人姓名; an enrolled operator is known by the name given then */
            opter_name: string;
            /** @description of an enrolled operator */
            pin?: string;
        };
        CloseShift: {
            /** @description 对账不平仍签退的原因 why the day is closed although totals differ */
            reason?: string;
        };
        OpenSession: {
            /** @description 读卡器 reader; without it the one that holds a card */
            device?: string;
            /** @description 自费购药，不用卡 a self-paid purchase; no card is asked for */
            without_card?: boolean;
            /**
             * @description 医保电子凭证的二维码内容，一次有效，不保存 an e-voucher as scanned; good once, never stored
             * @example 2022100809300000000001370102
             */
            voucher?: string;
            /** @description 已扫电子凭证的扫码序号（事件 scan） number of the held scan that is a voucher */
            scan?: number;
        };
        BasketLine: {
            /** @description 费用明细流水号 */
            feedetl_sn: string;
            /** @description 医疗目录编码 */
            med_list_codg: string;
            /** @description 医药机构目录编码 */
            medins_list_codg?: string;
            /**
             * @description 单价 yuan, at most 6 decimals
             * @example 12.50
             */
            pric: string;
            /**
             * @description 数量 above 0, at most 4 decimals
             * @example 2
             */
            cnt: string;
            /**
             * @description 明细项目费用总额 yuan
             * @example 25.00
             */
            det_item_fee_sumamt?: string;
            /** @description 处方号 */
            rxno?: string;
            /** @description 药品追溯码 scanned for this line */
            drug_trac_codg?: string[];
            /**
             * @description 拆零标志: 1 when the packs were opened
             * @enum {string}
             */
            trdn_flag?: "0" | "1";
        };
        Basket: {
            /**
             * @description 医疗类别
             * @example 41
             */
            med_type: string;
            /**
             * @description 个人账户使用标志
             * @enum {string}
             */
            acct_used_flag: "0" | "1";
            /** @description 病种编码 */
            dise_codg?: string;
            /**
             * @description 结算方式: insured by default with a card; self_paid: the person alone; full_cash: all in cash now, the funds’ part by a claim once the centre has settled
             * @enum {string}
             */
            payment?: "insured" | "self_paid" | "full_cash";
            lines: components["schemas"]["BasketLine"][];
            /** @description of the basket it is made from; refused when that has changed */
            revision?: number;
        };
        Override: {
            /** @description code of the finding */
            code: string;
            /** @description of the line it speaks about; empty or absent: the visit */
            feedetl_sn?: string;
            /** @description why the sale is made all the same */
            reason: string;
        };
        Refund: {
            lines: {
                /** @description 费用明细流水号 */
                feedetl_sn: string;
                /**
                 * @description 退货数量 above 0, not more than is left
                 * @example 1
                 */
                cnt: string;
                /** @description 所退包装的追溯码 the packs that come back; needed where only some of a line do */
                drug_trac_codg?: string[];
            }[];
        };
        CloseClaim: {
            /**
             * @description how it ends; the claim says which ends it may have
             * @enum {string}
             */
            as: "collected" | "paid_back" | "borne_by_shop" | "noted";
            /** @description what was done, in words */
            reason: string;
        };
        Unpark: {
            /** @description why, in words */
            reason: string;
        };
        Setlinfo: {
            /** @example 12.50 */
            medfee_sumamt: string;
            /** @example 12.50 */
            fulamt_ownpay_amt: string;
            /** @example 12.50 */
            overlmt_selfpay: string;
            /** @example 12.50 */
            preselfpay_amt: string;
            /** @example 12.50 */
            inscp_scp_amt: string;
            /** @example 12.50 */
            act_pay_dedc: string;
            /** @example 12.50 */
            hifp_pay: string;
            /** @example 12.50 */
            cvlserv_pay: string;
            /** @example 12.50 */
            hifes_pay: string;
            /** @example 12.50 */
            hifmi_pay: string;
            /** @example 12.50 */
            hifob_pay: string;
            /** @example 12.50 */
            hifdm_pay: string;
            /** @example 12.50 */
            maf_pay: string;
            /** @example 12.50 */
            oth_pay: string;
            /** @example 12.50 */
            fund_pay_sumamt: string;
            /** @example 12.50 */
            psn_part_amt: string;
            /** @example 12.50 */
            acct_pay: string;
            /** @example 12.50 */
            psn_cash_pay: string;
            /** @example 12.50 */
            hosp_part_amt: string;
            /** @example 12.50 */
            balc: string;
            /** @example 12.50 */
            acct_mulaid_pay: string;
            /** @description a share, not an amount */
            pool_prop_selfpay: string;
        };
        Bill: {
            setlinfo: components["schemas"]["Setlinfo"];
            setldetail: {
                fund_pay_type: string;
                fund_pay_type_name: string;
                /** @example 12.50 */
                fund_payamt: string;
            }[];
            lines: {
                feedetl_sn: string;
                med_list_codg: string;
                /** @example 12.50 */
                det_item_fee_sumamt: string;
                /** @example 12.50 */
                fulamt_ownpay_amt: string;
                /** @example 12.50 */
                overlmt_amt: string;
                /** @example 12.50 */
                preselfpay_amt: string;
                /** @example 12.50 */
                inscp_scp_amt: string;
                benefit: string | null;
            }[];
            accumulators: {
                [key: string]: string;
            };
            warnings: {
                code: string;
                field: string;
            }[];
            explanation: {
                zh: string[];
                en: string[];
            };
            trace: Record<string, never>[];
            pack: {
                id: string;
                version: string;
            } | null;
        };
        Person: {
            /** @description masked */
            psn_no: string;
            /** @description masked */
            psn_name: string;
            /** @description masked */
            certno: string;
            insutype: string;
            insutype_name: string;
            psn_type: string;
            psn_insu_stas: string;
            cvlserv_flag: string;
            insuplc_admdvs: string;
            as_of: string;
            /** @example 12.50 */
            balc: string;
            entitlements: {
                opsp_dise_code: string;
                begndate: string;
                enddate: string;
            }[];
        };
        Finding: {
            code: string;
            /**
             * @description reason: accept asks for an override with one; block: not to be overridden
             * @enum {string}
             */
            severity: "info" | "warn" | "reason" | "block";
            /** @description the line it speaks about; empty: the visit */
            feedetl_sn: string;
            zh: string;
            en: string;
            source: string;
        };
        Session: {
            id: string;
            /** @enum {string} */
            phase: "reading" | "identifying" | "ready" | "priced";
            device: string;
            source: ("centre" | "snapshot") | null;
            /** @description 发卡地 */
            issuing_admdvs: string;
            person: components["schemas"]["Person"] | null;
            accumulators: {
                [key: string]: string;
            };
            basket: components["schemas"]["Basket"] | null;
            /** @description of the basket; rises with each change of it */
            revision: number;
            begntime: string;
            bill: components["schemas"]["Bill"] | null;
            visit: components["schemas"]["SessionVisit"] | null;
            consent_time: string | null;
            /** @description what the counter checks say (事前提醒、事中预警) */
            findings: components["schemas"]["Finding"][];
        };
        Sessions: {
            sessions: components["schemas"]["Session"][];
        };
        Revealed: {
            /** @description whole */
            psn_no: string;
            /** @description whole */
            psn_name: string;
            /** @description whole */
            certno: string;
        };
        Lines: {
            lines: {
                feedetl_sn: string;
                med_list_codg: string;
                pric: string;
                cnt: string;
                trdn_flag: string;
                drug_trac_codg: string[];
            }[];
        };
        PageLink: {
            /** @description on this host; works once */
            path: string;
            valid_ms: number;
        };
        Transaction: {
            msgid: string;
            infno: string;
            psn_no: string;
            insutype: string;
            begndate: string;
            accepted_time: string;
            setl_id: string;
            mdtrt_id: string;
            setl_time: string;
            note: string;
            err_msg: string;
            /**
             * @description why the amounts of the centre probably differ
             * @enum {string}
             */
            cause: "" | "stale_catalogue" | "ceiling_elsewhere" | "rounding" | "category" | "balance_elsewhere" | "funds_not_computed" | "unknown";
            cause_text: {
                zh: string;
                en: string;
            } | null;
            epoch: number;
            number: number;
            grade: number;
            attempts: number;
            told: boolean;
            provisional: boolean;
            /** @description 到期清除: its personal part is gone; amounts and state stay */
            erased: boolean;
            /** @enum {string} */
            state: "queued" | "claimed" | "inflight" | "unknown" | "inquiring" | "settled" | "settled_with_difference" | "rejected" | "voided" | "reversing" | "reversed" | "parked";
            state_text: {
                zh: string;
                en: string;
            };
            next_step: {
                zh: string;
                en: string;
            };
            parked_from: ("queued" | "unknown" | "rejected") | null;
            omsgid: string | null;
            estimate: components["schemas"]["Setlinfo"] | null;
            final: components["schemas"]["Setlinfo"] | null;
            /** @description 可以退费 it may be given back, whole or in part */
            refundable: boolean;
            /** @description 被中心拒绝后已退给本人 given back after the centre had refused what was told; null: it was not */
            given_back: {
                time: string;
                opter: string;
                /** @example 12.50 */
                paid_back: string;
            } | null;
            /** @description 付款方式 how the person paid; empty when the counter did not say */
            tenders: {
                /** @enum {string} */
                tender: "cash" | "wechat" | "alipay" | "bank_card" | "e_cny" | "other";
                tender_text: {
                    zh: string;
                    en: string;
                };
                /** @example 12.50 */
                amount: string;
                received: string | null;
                change: string | null;
            }[];
            consent: {
                /** @enum {string} */
                by: "display" | "told";
                by_text: {
                    zh: string;
                    en: string;
                };
                time: string;
            } | null;
            /** @description 暂记交易的依据 what was known when a provisional one was told */
            evidence: {
                grade: number;
                /** @description 联系不上的对象 what could not be reached */
                unavailable: string;
                unavailable_since: string | null;
                /** @description 告知柜台的时间 when the counter was told */
                told_time: string;
                snapshot_as_of: string | null;
                pack: string;
                pack_version: string;
                catalogue_version: string;
                packs_as_of: string | null;
                catalogue_as_of: string | null;
                /** @description 所查的挂失名单 the revocation list that was asked; empty for none */
                revocation_version: string;
                revocation_as_of: string | null;
                /** @description 读卡器 the reader */
                device: string;
                card_inserted: string | null;
                card_read: string | null;
                card_removed: string | null;
                opter: string;
                /** @description 此前账目的哈希 hash of the journal before it */
                previous_hash: string;
                /** @description 终端签名，base64 by the terminal, over this and the body */
                signature: string;
            } | null;
        };
        Refunded: {
            transaction: components["schemas"]["Transaction"];
            reversal: string | null;
            /** @description what remains, settled anew (2102), or what came back (3506) */
            made: components["schemas"]["Transaction"];
            /**
             * @description 退给参保人的现金，再问也只退一次，负数为应收；原交易仍为 reversing 时中心尚未答复，若拒绝撤销，另立待收差额 cash for the person, once, however often it is asked for; below 0: to be collected. While what is undone is reversing the centre has not answered: where it refuses, a claim says what is owed
             * @example 12.50
             */
            paid_back: string;
        };
        Claim: {
            /** @description the transaction it comes from */
            msgid: string;
            /** @enum {string} */
            reason: "difference" | "rejected";
            reason_text: {
                zh: string;
                en: string;
            };
            opened_time: string;
            /** @description what each payer pays more (or less, below 0) than was told */
            amounts: {
                [key: string]: string;
            };
            /**
             * @description above 0: collect from the person; below 0: pay back
             * @example 12.50
             */
            cash: string;
            ends: {
                /** @enum {string} */
                as: "collected" | "paid_back" | "borne_by_shop" | "noted";
                zh: string;
                en: string;
            }[];
            closed: {
                as: string;
                opter: string;
                reason: string;
                time: string;
            } | null;
        };
        Claims: {
            claims: components["schemas"]["Claim"][];
            next: string | null;
        };
        Transactions: {
            transactions: components["schemas"]["Transaction"][];
            next: string | null;
        };
        Cancelled: {
            transaction: components["schemas"]["Transaction"];
            reversal: string | null;
            /**
             * @description 退给参保人的现金，再问也只退一次，负数为应收；原交易仍为 reversing 时中心尚未答复，若拒绝撤销，另立待收差额 cash for the person, once, however often it is asked for; below 0: to be collected. While what is undone is reversing the centre has not answered: where it refuses, a claim says what is owed
             * @example 12.50
             */
            paid_back: string;
        };
        Queue: {
            counts: components["schemas"]["Counts"];
            offline_budget: components["schemas"]["Budget"];
            transactions: components["schemas"]["Transaction"][];
        };
        Counts: {
            queued: number;
            underway: number;
            unknown: number;
            reversing: number;
            waiting: number;
        };
        Budget: {
            count: number;
            hours: number;
            /** @example 12.50 */
            sum: string;
            /** @example 12.50 */
            amount: string;
            limits: {
                /** @description code of the refusal once it is reached */
                name: string;
                /** @enum {string} */
                unit: "hours" | "count" | "yuan";
                limit: string;
                used: string;
                left: string;
                /** @enum {string} */
                level: "ok" | "warn" | "reached";
            }[];
        };
        Device: {
            device: string;
            name: string;
            /** @enum {string} */
            type: "reader" | "scanner" | "printer";
            role: string | null;
            virtual: boolean;
            contactless: boolean;
            /** @enum {string} */
            phase: "empty" | "reading" | "ready" | "failed";
            presence: number;
            take_card: boolean;
            pin_wanted: boolean;
            psam: boolean;
            problem: components["schemas"]["Said"] | null;
            identity: components["schemas"]["Identity"] | null;
        };
        Said: {
            code: string;
            zh: string;
            en: string;
            hint_zh: string;
            hint_en: string;
        };
        Devices: {
            devices: components["schemas"]["Device"][];
            roles: components["schemas"]["Role"][];
            services: components["schemas"]["Service"][];
        };
        Shift: {
            /** @enum {string} */
            phase: "closed" | "local" | "signed_in";
            opter: string;
            opter_name: string;
            sign_no: string;
            role: ("chief" | "supervisor" | "cashier") | null;
            opened_time: string | null;
        };
        Link: {
            /** @enum {string} */
            phase: "down" | "greeting" | "ready";
            last_contact: string | null;
            retry_in_ms: number;
        };
        Status: {
            version: string;
            /** @enum {string} */
            mode: "production" | "training";
            terminal: {
                dev_no: string;
                fixmedins_code: string;
                fixmedins_name: string;
                mdtrtarea_admvs: string;
                slot: number;
            };
            link: components["schemas"]["Link"];
            shift: components["schemas"]["Shift"];
            clock: {
                trusted: boolean;
                step_ms: number;
                now: string;
                offset_ms: number | null;
            };
            queue: components["schemas"]["Counts"];
            offline_budget: components["schemas"]["Budget"];
            devices: components["schemas"]["Device"][];
            troubles: components["schemas"]["Said"][];
        };
        Closed: {
            /** @description id of the session */
            closed: string;
        };
        Health: {
            /** @enum {string} */
            status: "ok";
            version: string;
        };
        Page: {
            version: string;
            /** @enum {string} */
            mode: "production" | "training";
            now: string;
            fixmedins_name: string;
            shift: string;
            link: components["schemas"]["Link"];
            clock_trusted: boolean;
            queue: components["schemas"]["Counts"];
            offline_budget: components["schemas"]["Budget"];
            devices: components["schemas"]["Device"][];
            troubles: components["schemas"]["Said"][];
            transactions: {
                msgid: string;
                accepted_time: string;
                state: string;
                state_text: {
                    zh: string;
                    en: string;
                };
                provisional: boolean;
            }[];
        };
        Problem: {
            type: string;
            title: string;
            title_en: string;
            detail: string;
            hint: string;
            hint_en: string;
            code: string;
            status: number;
            /** @enum {string} */
            class: "transient" | "ambiguous" | "permanent";
            facts: {
                [key: string]: string | number | boolean | null;
            };
        };
        Goods: {
            /** @description 目录版本 version of the catalogue */
            version: string;
            goods: components["schemas"]["Good"][];
        };
        GoodsByCode: {
            version: string;
            /**
             * @description what the code was
             * @enum {string}
             */
            by: "national" | "shop" | "ean13" | "trace";
            goods: components["schemas"]["Good"][];
        };
        Good: {
            /** @description 医疗目录编码 */
            med_list_codg: string;
            kind: string | null;
            name: string;
            genname: string | null;
            spec: string | null;
            unit: string | null;
            maker: string | null;
            insured: {
                /**
                 * @description 收费项目等级
                 * @enum {string}
                 */
                chrgitm_lv: "01" | "02" | "03";
                selfpay_prop: string | null;
                pric_uplmt_amt: string | null;
                flags: string[];
                begndate: string | null;
                enddate: string | null;
            } | null;
            shelf: {
                /** @description 医药机构目录编码 */
                medins_list_codg: string;
                ean13: string | null;
                pric: string | null;
            }[];
        };
        Tender: {
            /**
             * @description 付款方式 how it was paid
             * @enum {string}
             */
            tender: "cash" | "wechat" | "alipay" | "bank_card" | "e_cny" | "other";
            /**
             * @description what of psn_cash_pay it paid
             * @example 12.50
             */
            amount: string;
            /**
             * @description 实收现金 cash handed over, where change was given
             * @example 12.50
             */
            received?: string;
        };
        Accept: {
            overrides?: components["schemas"]["Override"][];
            /** @description 付款方式，合计等于现金支付；随交易保存 how psn_cash_pay was paid, to the fen; kept with the sale */
            tenders?: components["schemas"]["Tender"][];
            /**
             * @description 本人向经办人口头同意 the person told the clerk; what was agreed on the customer’s screen is kept by itself
             * @enum {string}
             */
            consent?: "told";
        };
        Consent: {
            /** @example 12.50 */
            medfee_sumamt: string;
            /** @example 12.50 */
            psn_cash_pay: string;
        };
        NameDevice: {
            device: string;
        };
        CardPin: {
            /** @description without it the one reader that asks */
            device?: string;
            /** @description 持卡人的密码；null 表示不输入 the holder’s PIN; null: none will be given */
            pin: string | null;
        };
        Identity: {
            model?: string;
            vid: string;
            pid: string;
            serial: string;
            port: string;
        };
        Service: {
            /** @description pcscd, or the process that drivers of one kind run in */
            service: string;
            up: boolean;
            problem: components["schemas"]["Said"] | null;
            /** @description how often it went away since the agent started */
            ended: number;
        };
        Role: {
            role: string;
            /** @enum {string} */
            type: "reader" | "scanner" | "printer";
            /** @enum {string} */
            state: "here" | "absent" | "ambiguous";
            device: string | null;
            problem: components["schemas"]["Said"] | null;
            learned: components["schemas"]["Identity"];
        };
        AwaitScan: {
            /**
             * @description 商品、追溯码、医保电子凭证、处方 what is to be scanned
             * @enum {string}
             */
            want: "goods" | "trace" | "voucher" | "prescription";
            /** @description whose basket; without it the one that is open */
            session?: string;
            /** @description the line a trace code belongs to */
            feedetl_sn?: string;
        };
        TypeScan: {
            /** @example 6901234567892 */
            text: string;
        };
        ScanHeard: {
            /** @description under which its event comes */
            device: string;
        };
        Print: {
            /** @description 打印机 printer; without it the one there is */
            device?: string;
        };
        Printed: {
            device: string;
            /** @description how many prints went before; 0: the first */
            copy: number;
        };
        Receipt: {
            text: string;
        };
        Awaiting: {
            want: ("goods" | "trace" | "voucher" | "prescription") | null;
        };
        Scan: {
            scan: number;
            device: string;
            /** @enum {string} */
            what: "voucher" | "trace" | "ean13" | "prescription" | "receipt" | "shop" | "unknown";
            /** @description what was scanned; use it once and keep it nowhere */
            text: string;
        };
        AskPairing: {
            /** @description 程序名称，操作员看到的 */
            name: string;
            /** @description what it wants to do */
            grants: ("read_card" | "settle" | "refund" | "administer")[];
        };
        AskedPairing: {
            request: string;
            /**
             * @description to be shown: the operator compares it with the one at the terminal
             * @example 042317
             */
            code: string;
            /** @description secret: collects the token */
            claim: string;
            valid_ms: number;
        };
        CollectPairing: {
            claim: string;
        };
        CollectedPairing: {
            /** @enum {string} */
            state: "waiting" | "paired";
            /** @description told once: keep it */
            token: string | null;
        };
        ConfirmPairing: {
            /**
             * @description as the client shows it
             * @example 042317
             */
            code: string;
        };
        Pairing: {
            request: string;
            client: string;
            /** @description as it calls itself */
            name: string;
            /** @description the page it is let in from; empty: a program, let in from no page */
            origin: string;
            grants: ("read_card" | "settle" | "refund" | "administer")[];
            /** @example 042317 */
            code: string;
            valid_ms: number;
        };
        Pairings: {
            pairings: components["schemas"]["Pairing"][];
        };
        Refused: {
            refused: string;
        };
        Client: {
            client: string;
            /** @description as it calls itself */
            name: string;
            /** @description the page it is let in from; empty: a program, let in from no page */
            origin: string;
            grants: ("read_card" | "settle" | "refund" | "administer")[];
            /** @description when it was let in */
            made: string;
        };
        Clients: {
            clients: components["schemas"]["Client"][];
        };
        Revoked: {
            revoked: string;
        };
        EnrolOperator: {
            /** @description 经办人姓名 */
            opter_name: string;
            pin: string;
            /** @description one’s own PIN in force, to change it */
            current_pin?: string;
            /**
             * @description default: the role they have; cashier for somebody new
             * @enum {string}
             */
            role?: "chief" | "supervisor" | "cashier";
        };
        SetRole: {
            /** @enum {string} */
            role: "chief" | "supervisor" | "cashier";
        };
        Approve: {
            /** @description 经办人 operator who approves */
            opter: string;
            pin: string;
            /** @enum {string} */
            right: "refund" | "sign_off" | "administer";
        };
        Approval: {
            /** @description header Approval of the one request that is approved */
            approval: string;
            valid_ms: number;
        };
        Access: {
            opter: string | null;
            role: ("chief" | "supervisor" | "cashier") | null;
            role_text: components["schemas"]["Pair"] | null;
            /** @description what may be done now without anybody’s approval */
            may: ("refund" | "sign_off" | "administer")[];
            rights: {
                /** @enum {string} */
                right: "refund" | "sign_off" | "administer";
                zh: string;
                en: string;
            }[];
            roles: {
                /** @enum {string} */
                role: "chief" | "supervisor" | "cashier";
                zh: string;
                en: string;
                may: ("refund" | "sign_off" | "administer")[];
            }[];
        };
        Operator: {
            opter: string;
            /** @description masked */
            opter_name: string;
            /** @enum {string} */
            role: "chief" | "supervisor" | "cashier";
            role_text: components["schemas"]["Pair"];
            locked_until: string | null;
        };
        Operators: {
            operators: components["schemas"]["Operator"][];
        };
        Removed: {
            /** @description operator */
            removed: string;
        };
        OpenVisit: {
            /** @description the session of the person */
            session: string;
            /** @description 住院/门诊号 unique in the institution */
            ipt_otp_no: string;
            /** @description 医师编码 */
            atddr_no: string;
            /** @description 医师姓名 */
            dr_name: string;
            /** @description 科室编码 */
            dept_code: string;
            /** @description 科室名称 */
            dept_name: string;
            /** @description 科别 */
            caty: string;
            /**
             * @description 医疗类别
             * @example 11
             */
            med_type: string;
        };
        Diseinfo: {
            /** @description 诊断类别 */
            diag_type: string;
            /** @description 诊断排序号 */
            diag_srt_no: string;
            /** @description 诊断代码 */
            diag_code: string;
            /** @description 诊断名称 */
            diag_name: string;
            /** @description 诊断科室 */
            diag_dept: string;
            /** @description 诊断医生编码 */
            dise_dor_no: string;
            /** @description 诊断医生姓名 */
            dise_dor_name: string;
            /** @description 诊断时间 */
            diag_time: string;
            /**
             * @description 有效标志
             * @enum {string}
             */
            vali_flag: "0" | "1";
        };
        Diagnoses: {
            /** @description 主要病情描述 */
            main_cond_dscr?: string;
            /** @description 病种编码 */
            dise_codg?: string;
            /** @description 病种名称 */
            dise_name?: string;
            diseinfo: components["schemas"]["Diseinfo"][];
        };
        FeeLine: {
            /** @description 费用明细流水号 unique in the visit */
            feedetl_sn: string;
            /** @description 医疗目录编码 */
            med_list_codg: string;
            /** @description 医药机构目录编码 */
            medins_list_codg?: string;
            /**
             * @description 单价 yuan, at most 6 decimals
             * @example 12.50
             */
            pric: string;
            /**
             * @description 数量 above 0, at most 4 decimals
             * @example 2
             */
            cnt: string;
            /** @description 明细项目费用总额 yuan */
            det_item_fee_sumamt?: string;
            /** @description 处方号 */
            rxno?: string;
            drug_trac_codg?: string[];
            /**
             * @description 拆零标志
             * @enum {string}
             */
            trdn_flag?: "0" | "1";
            /** @description 开单科室编码 */
            bilg_dept_codg: string;
            /** @description 开单科室名称 */
            bilg_dept_name: string;
            /** @description 开单医生编码 */
            bilg_dr_codg: string;
            /** @description 开单医师姓名 */
            bilg_dr_name: string;
            /** @description 医院审批标志 */
            hosp_appr_flag: string;
        };
        Fees: {
            /** @description 收费批次号 */
            chrg_bchno: string;
            lines: components["schemas"]["FeeLine"][];
        };
        PresettleVisit: {
            /** @description a session of the same person */
            session: string;
            /**
             * @description 个人账户使用标志
             * @enum {string}
             */
            acct_used_flag: "0" | "1";
        };
        VisitStep: {
            /** @enum {string} */
            state: "none" | "kept" | "sending" | "unknown" | "done" | "refused" | "undoing" | "undone";
            state_text: {
                zh: string;
                en: string;
            };
            msgid: string | null;
        };
        Visit: {
            /** @description 就诊ID: the centre’s, the provisional one before */
            mdtrt_id: string;
            /** @description found by it for ever */
            provisional_mdtrt_id: string;
            /** @description 结算ID: the centre’s, the provisional one before; empty: not settled */
            setl_id: string;
            /** @description masked */
            psn_no: string;
            insutype: string;
            begntime: string;
            ipt_otp_no: string;
            atddr_no: string;
            dr_name: string;
            dept_code: string;
            dept_name: string;
            caty: string;
            med_type: string;
            /** @enum {string} */
            phase: "open" | "settling" | "settled" | "undoing" | "cancelled" | "refused";
            phase_text: {
                zh: string;
                en: string;
            };
            next_step: {
                zh: string;
                en: string;
            };
            steps: {
                registration: components["schemas"]["VisitStep"];
                findings: components["schemas"]["VisitStep"];
                fees: components["schemas"]["VisitStep"];
                settlement: components["schemas"]["VisitStep"];
            };
            /** @description settling it sends the whole visit as one transaction */
            whole: boolean;
            diagnoses: {
                /** @description 主要病情描述 */
                main_cond_dscr: string;
                /** @description 病种编码 */
                dise_codg: string;
                /** @description 病种名称 */
                dise_name: string;
                diseinfo: components["schemas"]["Diseinfo"][];
            } | null;
            fees: components["schemas"]["Fees"] | null;
            /** @description how the centre split the fees; empty before */
            results: {
                feedetl_sn: string;
                /** @example 12.50 */
                det_item_fee_sumamt: string;
                /** @example 12.50 */
                fulamt_ownpay_amt: string;
                /** @example 12.50 */
                overlmt_amt: string;
                /** @example 12.50 */
                preselfpay_amt: string;
                /** @example 12.50 */
                inscp_scp_amt: string;
            }[];
            settlement: components["schemas"]["Transaction"] | null;
        };
        SettlementUndone: {
            /** @description 就诊ID: the centre’s, the provisional one before */
            mdtrt_id: string;
            /** @description found by it for ever */
            provisional_mdtrt_id: string;
            /** @description 结算ID: the centre’s, the provisional one before; empty: not settled */
            setl_id: string;
            /** @description masked */
            psn_no: string;
            insutype: string;
            begntime: string;
            ipt_otp_no: string;
            atddr_no: string;
            dr_name: string;
            dept_code: string;
            dept_name: string;
            caty: string;
            med_type: string;
            /** @enum {string} */
            phase: "open" | "settling" | "settled" | "undoing" | "cancelled" | "refused";
            phase_text: {
                zh: string;
                en: string;
            };
            next_step: {
                zh: string;
                en: string;
            };
            steps: {
                registration: components["schemas"]["VisitStep"];
                findings: components["schemas"]["VisitStep"];
                fees: components["schemas"]["VisitStep"];
                settlement: components["schemas"]["VisitStep"];
            };
            /** @description settling it sends the whole visit as one transaction */
            whole: boolean;
            diagnoses: {
                /** @description 主要病情描述 */
                main_cond_dscr: string;
                /** @description 病种编码 */
                dise_codg: string;
                /** @description 病种名称 */
                dise_name: string;
                diseinfo: components["schemas"]["Diseinfo"][];
            } | null;
            fees: components["schemas"]["Fees"] | null;
            /** @description how the centre split the fees; empty before */
            results: {
                feedetl_sn: string;
                /** @example 12.50 */
                det_item_fee_sumamt: string;
                /** @example 12.50 */
                fulamt_ownpay_amt: string;
                /** @example 12.50 */
                overlmt_amt: string;
                /** @example 12.50 */
                preselfpay_amt: string;
                /** @example 12.50 */
                inscp_scp_amt: string;
            }[];
            settlement: components["schemas"]["Transaction"] | null;
            /**
             * @description cash for the person; below 0: to be collected
             * @example 12.50
             */
            paid_back: string;
        };
        Visits: {
            visits: components["schemas"]["Visit"][];
            next: string | null;
        };
        SessionVisit: {
            mdtrt_id: string;
            /** @description accepting sends the whole visit as one transaction */
            whole: boolean;
            centre: components["schemas"]["Setlinfo"] | null;
            /** @description names of amounts in which the centre’s bill is another */
            differing: string[];
        };
        Reconcile: {
            /**
             * @description by the centre’s date; absent: today
             * @example 2022-10-08
             */
            date?: string;
        };
        Act: {
            /** @description of a sign-off */
            reason?: string;
        };
        Pair: {
            zh: string;
            en: string;
        };
        Group: {
            insutype: string;
            clr_type: string;
            setl_optins: string;
            insutype_name: string;
            clr_type_name: string;
            /** @example 12.50 */
            medfee_sumamt: string;
            /** @example 12.50 */
            fund_pay_sumamt: string;
            /** @example 12.50 */
            acct_pay: string;
            fixmedins_setl_cnt: number;
        };
        ShiftClosed: {
            shift: components["schemas"]["Shift"];
            equal: boolean;
            terminal: components["schemas"]["Group"][];
            centre: components["schemas"]["Group"][];
            self_paid: components["schemas"]["SelfPaid"];
        };
        /** @description of this shift, less what came back; in no total of the insurance */
        SelfPaid: {
            count: number;
            /** @example 12.50 */
            medfee_sumamt: string;
        };
        Detail: {
            msgid: string;
            setl_id: string;
            mdtrt_id: string;
            insutype: string;
            clr_type: string;
            setl_optins: string;
            setl_time: string;
            /** @example 12.50 */
            medfee_sumamt: string;
            /** @example 12.50 */
            fund_pay_sumamt: string;
            /** @example 12.50 */
            acct_pay: string;
            /**
             * @description 退费结算标志
             * @enum {string}
             */
            refd_setl_flag: "0" | "1";
        };
        Statement: {
            stmt_date: string;
            /** @description whether the totals of both sides were equal at the last reconciliation */
            equal: boolean;
            terminal: components["schemas"]["Group"][];
            centre: components["schemas"]["Group"][];
            at_time: string;
            closed_time: string | null;
            opter: string;
        };
        Statements: {
            statements: components["schemas"]["Statement"][];
        };
        StatementDay: {
            statement: components["schemas"]["Statement"] | null;
            details: components["schemas"]["Detail"][];
            items: components["schemas"]["WorkItem"][];
        };
        WorkItem: {
            item: string;
            stmt_date: string;
            msgid: string;
            /** @enum {string} */
            class: "only_here" | "only_centre" | "amount" | "status" | "duplicate";
            class_text: components["schemas"]["Pair"];
            /** @description how the transaction stands here */
            standing: string;
            here: components["schemas"]["Detail"] | null;
            centre: components["schemas"]["Detail"] | null;
            /** @enum {string} */
            state: "open" | "resolved" | "signed_off";
            state_text: components["schemas"]["Pair"];
            actions: {
                /** @enum {string} */
                action: "inquire" | "resend" | "reverse" | "accept_centre" | "sign_off";
                zh: string;
                en: string;
            }[];
            last: string;
            note: string;
            reason: string;
            opter: string;
            at_time: string;
        };
        Worked: {
            item: string;
            stmt_date: string;
            msgid: string;
            /** @enum {string} */
            class: "only_here" | "only_centre" | "amount" | "status" | "duplicate";
            class_text: components["schemas"]["Pair"];
            /** @description how the transaction stands here */
            standing: string;
            here: components["schemas"]["Detail"] | null;
            centre: components["schemas"]["Detail"] | null;
            /** @enum {string} */
            state: "open" | "resolved" | "signed_off";
            state_text: components["schemas"]["Pair"];
            actions: {
                /** @enum {string} */
                action: "inquire" | "resend" | "reverse" | "accept_centre" | "sign_off";
                zh: string;
                en: string;
            }[];
            last: string;
            note: string;
            reason: string;
            opter: string;
            at_time: string;
            paid_back: string | null;
        };
        WorkList: {
            items: components["schemas"]["WorkItem"][];
        };
        Reconciled: {
            statements: components["schemas"]["Statement"][];
            items: components["schemas"]["WorkItem"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    nameDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description 权限 administer：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right administer; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                role: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NameDevice"];
            };
        };
        responses: {
            /** @description 给设备命名，重新插拔后按序列号、型号、插口找回 name a device; it is found again by serial number, model and port */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Devices"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgetRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description 权限 administer：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right administer; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 取消命名 forget the name of a device */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Devices"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enterCardPin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CardPin"];
            };
        };
        responses: {
            /** @description 持卡人输入卡密码（事件 pin_wanted 之后） the PIN of the card that waits for it (event pin_wanted); it is kept nowhere, and what the card says to it comes as an event */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Devices"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    awaitScan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AwaitScan"];
            };
        };
        responses: {
            /** @description 下一次扫码归谁 what is scanned next, and for whom; it ends by itself after two minutes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Awaiting"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endAwaitScan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 不再等待扫码 nothing is waited for any more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Awaiting"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    typeScan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TypeScan"];
            };
        };
        responses: {
            /** @description 扫码枪以键盘方式打进页面的码，按扫码处理（事件 scan） what a scanner typed into a page, routed as any scan; what comes of it is told by the event scan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanHeard"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeScan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 取走一次扫码，只能取一次 take a scan that was held (event scan, to: taker); it is handed out once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scan"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    printReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                msgid: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Print"];
            };
        };
        responses: {
            /** @description 打印结算单；第二次起标为补打 print the receipt; every print but the first is marked as a copy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Printed"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receipt: {
        parameters: {
            query?: {
                width?: "58" | "80";
            };
            header?: never;
            path: {
                msgid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 结算单的文字 the receipt as text, as it would be printed now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 取收银页面的一次性链接 a link that lets one browser in, once and soon */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageLink"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 正在办理的业务 the sessions that are open */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OpenSession"];
            };
        };
        responses: {
            /** @description 读卡并核对人员 read the card and find the person */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revealPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 显示完整姓名和证件号，供核对本人 the whole name and numbers, to check who stands there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revealed"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                msgid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一笔交易的明细，退货时选用 what was sold in it, to choose what comes back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lines"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claims: {
        parameters: {
            query?: {
                open?: "true" | "false";
                limit?: string;
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 待收退差额，旧的在前，不分页；open=false 列全部，新的在前，before 之前的接着取 what is owed, oldest first, without pages; open=false lists all, newest first, and on with before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claims"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeClaim: {
        parameters: {
            query?: never;
            header?: {
                /** @description 权限 sign_off：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right sign_off; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                msgid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseClaim"];
            };
        };
        responses: {
            /** @description 差额已收、已退或由药店承担 close a claim: collected, paid back, or borne by the shop */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Consent"];
            };
        };
        responses: {
            /** @description 本人在客显屏同意这份账单 the person agrees to the bill on the customer’s screen */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    visits: {
        parameters: {
            query?: {
                open?: "true" | "false";
                limit?: string;
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 就诊，新的在前，before 之前的接着取；open=true 只列未结束的，不分页 visits, newest first, and on with before; open=true lists those that have not ended, without pages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visits"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openVisit: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenVisit"];
            };
        };
        responses: {
            /** @description 门诊挂号（2201） register a visit for the person of a session */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    visit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一次就诊，按就诊ID或结算ID，临时的和中心的都可以 one visit by mdtrt_id or setl_id, provisional or the centre’s */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putDiagnoses: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Diagnoses"];
            };
        };
        responses: {
            /** @description 上传就诊信息（2203），替换已有的 say what was found; replaces what was said before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putFees: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fees"];
            };
        };
        responses: {
            /** @description 上传费用明细（2204） enter the fees, one batch */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoFees: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 撤销费用明细（2205） take the fees back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    presettleVisit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresettleVisit"];
            };
        };
        responses: {
            /** @description 预结算（2206）：费用在该人员的会话中计价，然后确认该会话即结算（2207） price the fees in a session of the person; accepting that session settles the visit */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoSettlement: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                /** @description 权限 refund：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right refund; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 撤销结算（2208，未上传的作废），答复应退现金 undo the settlement, and say the cash that goes back; one that was never sent is voided */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementUndone"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelVisit: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 取消未结算的就诊：费用（2205）、挂号（2202） end a visit that is not settled */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Visit"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refund: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                /** @description 权限 refund：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right refund; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                msgid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refund"];
            };
        };
        responses: {
            /** @description 部分退货：整单撤销后余下部分重新结算（自费的按行退货） give back a part: the whole is undone and the rest settled anew; self-paid goods come back line by line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refunded"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 是否在运行 whether the agent runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 状态页数据，不含个人信息 what the status page shows; no personal data */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 终端状态 how the terminal stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    devices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 设备 devices */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Devices"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shift: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 当前班次 the shift */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shift"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openShift: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenShift"];
            };
        };
        responses: {
            /** @description 开班签到（9001）；断网时凭 PIN 本地开班 open the shift; without the centre a local one, by PIN */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shift"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    handOver: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenShift"];
            };
        };
        responses: {
            /** @description 交班给另一操作员，未完成的交易继续 another operator goes on; nothing open is lost */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shift"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeShift: {
        parameters: {
            query?: never;
            header?: {
                /** @description 权限 sign_off：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right sign_off; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CloseShift"];
            };
        };
        responses: {
            /** @description 对账并签退（3201、9002） compare totals and close the shift */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftClosed"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    access: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 当班操作员的角色和权限 who is on duty, in which role, and what may be done now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Access"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Approve"];
            };
        };
        responses: {
            /** @description 有权限的操作员输入 PIN，授权一次 an operator with the right approves one command by PIN */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    operators: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 本终端的操作员 operators of this terminal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operators"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrolOperator: {
        parameters: {
            query?: never;
            header?: {
                /** @description 权限 administer：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right administer; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                opter: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolOperator"];
            };
        };
        responses: {
            /** @description 登记操作员（须有管理权限；首位即负责人），或更换 PIN：自己的凭现有 PIN enrol an operator (the first is chief), or change a PIN: one’s own by showing it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operator"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeOperator: {
        parameters: {
            query?: never;
            header?: {
                /** @description 权限 administer：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right administer; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                opter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 删除操作员 remove an operator */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removed"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description 权限 administer：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right administer; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                opter: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetRole"];
            };
        };
        responses: {
            /** @description 更改操作员的角色 give an operator another role */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operator"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askPairing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskPairing"];
            };
        };
        responses: {
            /** @description 申请接入：六位配对码两边显示，由操作员在本机确认 ask to be let in; a code shows on both sides */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedPairing"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    collectPairing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CollectPairing"];
            };
        };
        responses: {
            /** @description 确认后领取令牌，只给一次 collect the token once it was confirmed; it is told once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectedPairing"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pairings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 等待确认的接入申请 who asks to be let in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pairings"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmPairing: {
        parameters: {
            query?: never;
            header?: {
                /** @description 权限 administer：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right administer; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmPairing"];
            };
        };
        responses: {
            /** @description 核对配对码后确认 let it in, the code compared */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pairing"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refusePairing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 拒绝接入申请 refuse it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refused"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 已接入的程序和网页 programs and pages that were let in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clients"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeClient: {
        parameters: {
            query?: never;
            header?: {
                /** @description 权限 administer：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right administer; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                client: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 取消接入，立即生效 let it in no more, at once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revoked"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconcile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Reconcile"];
            };
        };
        responses: {
            /** @description 与中心对一天的账：先总账（3201），不平再对明细（3202） lay one day of both sides side by side */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciled"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    statements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 对账记录，新的在前 how the last days compared, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statements"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    statementDay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一天的本机明细、对账结果与清单 one day: our rows, how it compared, its work list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementDay"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workList: {
        parameters: {
            query?: {
                date?: string;
                open?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 对账清单；open=false 列全部 the work list; open=false lists what is done too */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkList"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    act: {
        parameters: {
            query?: never;
            header?: {
                /** @description 权限 sign_off：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right sign_off; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                item: string;
                action: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Act"];
            };
        };
        responses: {
            /** @description 处理一项：inquire 查询、resend 同号重发、reverse 冲正、accept_centre 以中心为准、sign_off 签字 one action on one item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worked"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一次办理 one session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 放弃本次办理 end the session without a sale */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Closed"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setBasket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Basket"];
            };
        };
        responses: {
            /** @description 录入药品并预结算 set the basket and price it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    emptyBasket: {
        parameters: {
            query?: {
                revision?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 清空药品清单，本次办理继续 take everything out of the basket; the session goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    presettle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 按现有清单重新预结算 price the basket that is there again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accept: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Accept"];
            };
        };
        responses: {
            /** @description 确认结算；同一个键只成交一次 accept the bill; one key settles once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transactions: {
        parameters: {
            query?: {
                open?: "true" | "false";
                limit?: string;
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 交易，新的在前，before 之前的接着取；open=true 只列未完成的，待人工处理的在前，旧的在前，不分页 transactions, newest first, and on with before; open=true lists the open ones, those that wait for a person first, then oldest first, without pages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transactions"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                msgid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 一笔交易，按报文ID或门诊结算ID one transaction, by msgid or by the setl_id of a visit */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
                /** @description 权限 refund：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right refund; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                msgid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 撤销：未上传的作废，已上传的冲正 void what was never sent, reverse what was */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cancelled"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unpark: {
        parameters: {
            query?: never;
            header?: {
                /** @description 权限 sign_off：当班操作员没有时，凭另一操作员的授权（POST /v1/approvals），一次有效 needs the right sign_off; where the operator on duty lacks it, another's approval, good once */
                Approval?: string;
            };
            path: {
                msgid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Unpark"];
            };
        };
        responses: {
            /** @description 待人工处理的交易：回到暂停前的状态 what was parked goes back to where it stood before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    queue: {
        parameters: {
            query?: {
                limit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 未完成的交易与离线额度 what is open, and what is left of the offline limits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    findGoods: {
        parameters: {
            query?: {
                q?: string;
                limit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 按名称、拼音首字母或编码查目录，本店商品在前 goods by name, pinyin initials or code, the shop’s own first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Goods"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    good: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 按国家编码、本店编码、商品条码或追溯码查商品 goods by national code, own code, EAN-13 or trace code */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoodsByCode"];
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description refused */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
