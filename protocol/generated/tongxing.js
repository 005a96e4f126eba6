/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["tongxing.v1"] || ($protobuf.roots["tongxing.v1"] = {});

export const tongxing = $root.tongxing = (() => {

    const tongxing = {};

    tongxing.v1 = (function() {

        const v1 = {};

        v1.Checkpoint = (function() {

            const Checkpoint = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Checkpoint.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Checkpoint.prototype.entries = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Checkpoint.prototype.head_hash = $util.newBuffer([]);
            Checkpoint.prototype.number = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Checkpoint.prototype.wall_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Checkpoint.prototype.signature = $util.newBuffer([]);

            Checkpoint.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.epoch != null && $Object.hasOwnProperty.call(m, "epoch") && (typeof m.epoch === "object" ? m.epoch.low || m.epoch.high : m.epoch !== 0))
                    w.uint32(8).uint64(m.epoch);
                if (m.entries != null && $Object.hasOwnProperty.call(m, "entries") && (typeof m.entries === "object" ? m.entries.low || m.entries.high : m.entries !== 0))
                    w.uint32(16).uint64(m.entries);
                if (m.head_hash != null && $Object.hasOwnProperty.call(m, "head_hash") && m.head_hash.length)
                    w.uint32(26).bytes(m.head_hash);
                if (m.number != null && $Object.hasOwnProperty.call(m, "number") && (typeof m.number === "object" ? m.number.low || m.number.high : m.number !== 0))
                    w.uint32(32).uint64(m.number);
                if (m.wall_ms != null && $Object.hasOwnProperty.call(m, "wall_ms") && (typeof m.wall_ms === "object" ? m.wall_ms.low || m.wall_ms.high : m.wall_ms !== 0))
                    w.uint32(40).int64(m.wall_ms);
                if (m.signature != null && $Object.hasOwnProperty.call(m, "signature") && m.signature.length)
                    w.uint32(50).bytes(m.signature);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Checkpoint.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Checkpoint();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.epoch = v;
                            else
                                delete m.epoch;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.entries = v;
                            else
                                delete m.entries;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.head_hash = v;
                            else
                                delete m.head_hash;
                            continue;
                        }
                    case 4: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.number = v;
                            else
                                delete m.number;
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.wall_ms = v;
                            else
                                delete m.wall_ms;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.signature = v;
                            else
                                delete m.signature;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Checkpoint;
        })();

        v1.NoteHeadRequest = (function() {

            const NoteHeadRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            NoteHeadRequest.prototype.header = null;
            NoteHeadRequest.prototype.checkpoint = null;

            NoteHeadRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.checkpoint != null && $Object.hasOwnProperty.call(m, "checkpoint"))
                    $root.tongxing.v1.Checkpoint.encode(m.checkpoint, w.uint32(18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            NoteHeadRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.NoteHeadRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.checkpoint = $root.tongxing.v1.Checkpoint.decode(r, r.size(), $undefined, q + 1, m.checkpoint);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return NoteHeadRequest;
        })();

        v1.NoteHeadResponse = (function() {

            const NoteHeadResponse = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            NoteHeadResponse.prototype.result = null;
            NoteHeadResponse.prototype.newest = null;

            NoteHeadResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(10).fork(), q + 1).ldelim();
                if (m.newest != null && $Object.hasOwnProperty.call(m, "newest"))
                    $root.tongxing.v1.Checkpoint.encode(m.newest, w.uint32(18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            NoteHeadResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.NoteHeadResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.newest = $root.tongxing.v1.Checkpoint.decode(r, r.size(), $undefined, q + 1, m.newest);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return NoteHeadResponse;
        })();

        v1.RenewCertificateRequest = (function() {

            const RenewCertificateRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            RenewCertificateRequest.prototype.header = null;
            RenewCertificateRequest.prototype.certificate_request = $util.newBuffer([]);

            RenewCertificateRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.certificate_request != null && $Object.hasOwnProperty.call(m, "certificate_request") && m.certificate_request.length)
                    w.uint32(18).bytes(m.certificate_request);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            RenewCertificateRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.RenewCertificateRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.certificate_request = v;
                            else
                                delete m.certificate_request;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return RenewCertificateRequest;
        })();

        v1.RenewCertificateResponse = (function() {

            const RenewCertificateResponse = function (p) {
                this.certificate_chain = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            RenewCertificateResponse.prototype.result = null;
            RenewCertificateResponse.prototype.certificate_chain = $util.emptyArray;
            RenewCertificateResponse.prototype.recovery_key = $util.newBuffer([]);

            RenewCertificateResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(10).fork(), q + 1).ldelim();
                if (m.certificate_chain != null && m.certificate_chain.length) {
                    for (var i = 0; i < m.certificate_chain.length; ++i)
                        w.uint32(18).bytes(m.certificate_chain[i]);
                }
                if (m.recovery_key != null && $Object.hasOwnProperty.call(m, "recovery_key") && m.recovery_key.length)
                    w.uint32(26).bytes(m.recovery_key);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            RenewCertificateResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.RenewCertificateResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.certificate_chain && m.certificate_chain.length))
                                m.certificate_chain = [];
                            m.certificate_chain.push(r.bytes());
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.recovery_key = v;
                            else
                                delete m.recovery_key;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return RenewCertificateResponse;
        })();

        v1.Fen = (function() {

            const Fen = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Fen.prototype.fen = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            Fen.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (typeof m === "number")
                    return m === 0 ? w : w.uint32(8).sint64(m);
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.fen != null && $Object.hasOwnProperty.call(m, "fen") && (typeof m.fen === "object" ? m.fen.low || m.fen.high : m.fen !== 0))
                    w.uint32(8).sint64(m.fen);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Fen.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Fen();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.sint64()) === "object" ? v.low || v.high : v !== 0)
                                m.fen = v;
                            else
                                delete m.fen;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Fen;
        })();

        v1.ErrorClass = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "ERROR_CLASS_UNSPECIFIED"] = 0;
            values[valuesById[1] = "ERROR_CLASS_TRANSIENT"] = 1;
            values[valuesById[2] = "ERROR_CLASS_AMBIGUOUS"] = 2;
            values[valuesById[3] = "ERROR_CLASS_PERMANENT"] = 3;
            return values;
        })();

        v1.ResultCode = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "RESULT_CODE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "RESULT_CODE_OK"] = 1;
            values[valuesById[2] = "RESULT_CODE_BUSY"] = 2;
            values[valuesById[3] = "RESULT_CODE_PACED"] = 3;
            values[valuesById[4] = "RESULT_CODE_PERSON_BUSY"] = 4;
            values[valuesById[5] = "RESULT_CODE_INTERNAL"] = 5;
            values[valuesById[20] = "RESULT_CODE_PERSON_UNKNOWN"] = 20;
            values[valuesById[21] = "RESULT_CODE_CARD_REVOKED"] = 21;
            values[valuesById[22] = "RESULT_CODE_NOT_INSURED"] = 22;
            values[valuesById[23] = "RESULT_CODE_CONFLICT"] = 23;
            values[valuesById[24] = "RESULT_CODE_TOMBSTONED"] = 24;
            values[valuesById[25] = "RESULT_CODE_BAD_REQUEST"] = 25;
            values[valuesById[26] = "RESULT_CODE_TERMINAL_REFUSED"] = 26;
            values[valuesById[27] = "RESULT_CODE_NOT_SIGNED_IN"] = 27;
            values[valuesById[28] = "RESULT_CODE_NOT_REVERSIBLE"] = 28;
            values[valuesById[29] = "RESULT_CODE_NOT_FOUND"] = 29;
            values[valuesById[30] = "RESULT_CODE_REFUSED"] = 30;
            return values;
        })();

        v1.Result = (function() {

            const Result = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Result.prototype.code = 0;
            Result.prototype.error_class = 0;
            Result.prototype.infcode = "";
            Result.prototype.err_msg = "";
            Result.prototype.inf_refmsgid = "";

            Result.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.code != null && $Object.hasOwnProperty.call(m, "code") && m.code !== 0)
                    w.uint32(8).int32(m.code);
                if (m.error_class != null && $Object.hasOwnProperty.call(m, "error_class") && m.error_class !== 0)
                    w.uint32(16).int32(m.error_class);
                if (m.infcode != null && $Object.hasOwnProperty.call(m, "infcode") && m.infcode !== "")
                    w.uint32(26).string(m.infcode);
                if (m.err_msg != null && $Object.hasOwnProperty.call(m, "err_msg") && m.err_msg !== "")
                    w.uint32(34).string(m.err_msg);
                if (m.inf_refmsgid != null && $Object.hasOwnProperty.call(m, "inf_refmsgid") && m.inf_refmsgid !== "")
                    w.uint32(42).string(m.inf_refmsgid);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Result.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Result();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.int32())
                                m.code = v;
                            else
                                delete m.code;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (v = r.int32())
                                m.error_class = v;
                            else
                                delete m.error_class;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.infcode = v;
                            else
                                delete m.infcode;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.err_msg = v;
                            else
                                delete m.err_msg;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.inf_refmsgid = v;
                            else
                                delete m.inf_refmsgid;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Result;
        })();

        v1.Header = (function() {

            const Header = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Header.prototype.infno = "";
            Header.prototype.msgid = "";
            Header.prototype.mdtrtarea_admvs = "";
            Header.prototype.insuplc_admdvs = "";
            Header.prototype.opter_type = "";
            Header.prototype.opter = "";
            Header.prototype.opter_name = "";
            Header.prototype.inf_time = "";
            Header.prototype.fixmedins_code = "";
            Header.prototype.fixmedins_name = "";
            Header.prototype.sign_no = "";
            Header.prototype.dev_no = "";
            Header.prototype.infver = "";
            Header.prototype.agent_version = "";
            Header.prototype.wall_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Header.prototype.monotonic_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Header.prototype.boot_id = "";

            Header.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.infno != null && $Object.hasOwnProperty.call(m, "infno") && m.infno !== "")
                    w.uint32(10).string(m.infno);
                if (m.msgid != null && $Object.hasOwnProperty.call(m, "msgid") && m.msgid !== "")
                    w.uint32(18).string(m.msgid);
                if (m.mdtrtarea_admvs != null && $Object.hasOwnProperty.call(m, "mdtrtarea_admvs") && m.mdtrtarea_admvs !== "")
                    w.uint32(26).string(m.mdtrtarea_admvs);
                if (m.insuplc_admdvs != null && $Object.hasOwnProperty.call(m, "insuplc_admdvs") && m.insuplc_admdvs !== "")
                    w.uint32(34).string(m.insuplc_admdvs);
                if (m.opter_type != null && $Object.hasOwnProperty.call(m, "opter_type") && m.opter_type !== "")
                    w.uint32(42).string(m.opter_type);
                if (m.opter != null && $Object.hasOwnProperty.call(m, "opter") && m.opter !== "")
                    w.uint32(50).string(m.opter);
                if (m.opter_name != null && $Object.hasOwnProperty.call(m, "opter_name") && m.opter_name !== "")
                    w.uint32(58).string(m.opter_name);
                if (m.inf_time != null && $Object.hasOwnProperty.call(m, "inf_time") && m.inf_time !== "")
                    w.uint32(66).string(m.inf_time);
                if (m.fixmedins_code != null && $Object.hasOwnProperty.call(m, "fixmedins_code") && m.fixmedins_code !== "")
                    w.uint32(74).string(m.fixmedins_code);
                if (m.fixmedins_name != null && $Object.hasOwnProperty.call(m, "fixmedins_name") && m.fixmedins_name !== "")
                    w.uint32(82).string(m.fixmedins_name);
                if (m.sign_no != null && $Object.hasOwnProperty.call(m, "sign_no") && m.sign_no !== "")
                    w.uint32(90).string(m.sign_no);
                if (m.dev_no != null && $Object.hasOwnProperty.call(m, "dev_no") && m.dev_no !== "")
                    w.uint32(98).string(m.dev_no);
                if (m.infver != null && $Object.hasOwnProperty.call(m, "infver") && m.infver !== "")
                    w.uint32(106).string(m.infver);
                if (m.agent_version != null && $Object.hasOwnProperty.call(m, "agent_version") && m.agent_version !== "")
                    w.uint32(114).string(m.agent_version);
                if (m.wall_ms != null && $Object.hasOwnProperty.call(m, "wall_ms") && (typeof m.wall_ms === "object" ? m.wall_ms.low || m.wall_ms.high : m.wall_ms !== 0))
                    w.uint32(120).int64(m.wall_ms);
                if (m.monotonic_ms != null && $Object.hasOwnProperty.call(m, "monotonic_ms") && (typeof m.monotonic_ms === "object" ? m.monotonic_ms.low || m.monotonic_ms.high : m.monotonic_ms !== 0))
                    w.uint32(128).int64(m.monotonic_ms);
                if (m.boot_id != null && $Object.hasOwnProperty.call(m, "boot_id") && m.boot_id !== "")
                    w.uint32(138).string(m.boot_id);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Header.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Header();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.infno = v;
                            else
                                delete m.infno;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.msgid = v;
                            else
                                delete m.msgid;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrtarea_admvs = v;
                            else
                                delete m.mdtrtarea_admvs;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.insuplc_admdvs = v;
                            else
                                delete m.insuplc_admdvs;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.opter_type = v;
                            else
                                delete m.opter_type;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.opter = v;
                            else
                                delete m.opter;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.opter_name = v;
                            else
                                delete m.opter_name;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.inf_time = v;
                            else
                                delete m.inf_time;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.fixmedins_code = v;
                            else
                                delete m.fixmedins_code;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.fixmedins_name = v;
                            else
                                delete m.fixmedins_name;
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.sign_no = v;
                            else
                                delete m.sign_no;
                            continue;
                        }
                    case 12: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dev_no = v;
                            else
                                delete m.dev_no;
                            continue;
                        }
                    case 13: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.infver = v;
                            else
                                delete m.infver;
                            continue;
                        }
                    case 14: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.agent_version = v;
                            else
                                delete m.agent_version;
                            continue;
                        }
                    case 15: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.wall_ms = v;
                            else
                                delete m.wall_ms;
                            continue;
                        }
                    case 16: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.monotonic_ms = v;
                            else
                                delete m.monotonic_ms;
                            continue;
                        }
                    case 17: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.boot_id = v;
                            else
                                delete m.boot_id;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Header;
        })();

        v1.QueryPersonRequest = (function() {

            const QueryPersonRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            QueryPersonRequest.prototype.header = null;
            QueryPersonRequest.prototype.mdtrt_cert_type = "";
            QueryPersonRequest.prototype.mdtrt_cert_no = "";
            QueryPersonRequest.prototype.card_sn = "";
            QueryPersonRequest.prototype.certno = "";
            QueryPersonRequest.prototype.psn_name = "";
            QueryPersonRequest.prototype.ec_qrcode = "";

            QueryPersonRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.mdtrt_cert_type != null && $Object.hasOwnProperty.call(m, "mdtrt_cert_type") && m.mdtrt_cert_type !== "")
                    w.uint32(18).string(m.mdtrt_cert_type);
                if (m.mdtrt_cert_no != null && $Object.hasOwnProperty.call(m, "mdtrt_cert_no") && m.mdtrt_cert_no !== "")
                    w.uint32(26).string(m.mdtrt_cert_no);
                if (m.card_sn != null && $Object.hasOwnProperty.call(m, "card_sn") && m.card_sn !== "")
                    w.uint32(34).string(m.card_sn);
                if (m.certno != null && $Object.hasOwnProperty.call(m, "certno") && m.certno !== "")
                    w.uint32(42).string(m.certno);
                if (m.psn_name != null && $Object.hasOwnProperty.call(m, "psn_name") && m.psn_name !== "")
                    w.uint32(50).string(m.psn_name);
                if (m.ec_qrcode != null && $Object.hasOwnProperty.call(m, "ec_qrcode") && m.ec_qrcode !== "")
                    w.uint32(58).string(m.ec_qrcode);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            QueryPersonRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.QueryPersonRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_cert_type = v;
                            else
                                delete m.mdtrt_cert_type;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_cert_no = v;
                            else
                                delete m.mdtrt_cert_no;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.card_sn = v;
                            else
                                delete m.card_sn;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.certno = v;
                            else
                                delete m.certno;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_name = v;
                            else
                                delete m.psn_name;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.ec_qrcode = v;
                            else
                                delete m.ec_qrcode;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return QueryPersonRequest;
        })();

        v1.QueryPersonResponse = (function() {

            const QueryPersonResponse = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            QueryPersonResponse.prototype.result = null;
            QueryPersonResponse.prototype.person = null;
            QueryPersonResponse.prototype.ec_token = "";

            QueryPersonResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(10).fork(), q + 1).ldelim();
                if (m.person != null && $Object.hasOwnProperty.call(m, "person"))
                    $root.tongxing.v1.PersonSnapshot.encode(m.person, w.uint32(18).fork(), q + 1).ldelim();
                if (m.ec_token != null && $Object.hasOwnProperty.call(m, "ec_token") && m.ec_token !== "")
                    w.uint32(26).string(m.ec_token);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            QueryPersonResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.QueryPersonResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.person = $root.tongxing.v1.PersonSnapshot.decode(r, r.size(), $undefined, q + 1, m.person);
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.ec_token = v;
                            else
                                delete m.ec_token;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return QueryPersonResponse;
        })();

        v1.PersonSnapshot = (function() {

            const PersonSnapshot = function (p) {
                this.entitlements = [];
                this.mulaid = [];
                this.accumulators = [];
                this.outstanding = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            PersonSnapshot.prototype.psn_no = "";
            PersonSnapshot.prototype.psn_cert_type = "";
            PersonSnapshot.prototype.certno = "";
            PersonSnapshot.prototype.psn_name = "";
            PersonSnapshot.prototype.gend = "";
            PersonSnapshot.prototype.naty = "";
            PersonSnapshot.prototype.brdy = "";
            PersonSnapshot.prototype.insutype = "";
            PersonSnapshot.prototype.psn_type = "";
            PersonSnapshot.prototype.psn_insu_stas = "";
            PersonSnapshot.prototype.cvlserv_flag = "";
            PersonSnapshot.prototype.insuplc_admdvs = "";
            PersonSnapshot.prototype.balc = null;
            PersonSnapshot.prototype.aid_category = "";
            PersonSnapshot.prototype.commercial = false;
            PersonSnapshot.prototype.entitlements = $util.emptyArray;
            PersonSnapshot.prototype.mulaid = $util.emptyArray;
            PersonSnapshot.prototype.accumulator_year = 0;
            PersonSnapshot.prototype.accumulators = $util.emptyArray;
            PersonSnapshot.prototype.as_of_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            PersonSnapshot.prototype.included_epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            PersonSnapshot.prototype.included_number = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            PersonSnapshot.prototype.outstanding = $util.emptyArray;

            PersonSnapshot.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.psn_no != null && $Object.hasOwnProperty.call(m, "psn_no") && m.psn_no !== "")
                    w.uint32(10).string(m.psn_no);
                if (m.psn_cert_type != null && $Object.hasOwnProperty.call(m, "psn_cert_type") && m.psn_cert_type !== "")
                    w.uint32(18).string(m.psn_cert_type);
                if (m.certno != null && $Object.hasOwnProperty.call(m, "certno") && m.certno !== "")
                    w.uint32(26).string(m.certno);
                if (m.psn_name != null && $Object.hasOwnProperty.call(m, "psn_name") && m.psn_name !== "")
                    w.uint32(34).string(m.psn_name);
                if (m.gend != null && $Object.hasOwnProperty.call(m, "gend") && m.gend !== "")
                    w.uint32(42).string(m.gend);
                if (m.naty != null && $Object.hasOwnProperty.call(m, "naty") && m.naty !== "")
                    w.uint32(50).string(m.naty);
                if (m.brdy != null && $Object.hasOwnProperty.call(m, "brdy") && m.brdy !== "")
                    w.uint32(58).string(m.brdy);
                if (m.insutype != null && $Object.hasOwnProperty.call(m, "insutype") && m.insutype !== "")
                    w.uint32(66).string(m.insutype);
                if (m.psn_type != null && $Object.hasOwnProperty.call(m, "psn_type") && m.psn_type !== "")
                    w.uint32(74).string(m.psn_type);
                if (m.psn_insu_stas != null && $Object.hasOwnProperty.call(m, "psn_insu_stas") && m.psn_insu_stas !== "")
                    w.uint32(82).string(m.psn_insu_stas);
                if (m.cvlserv_flag != null && $Object.hasOwnProperty.call(m, "cvlserv_flag") && m.cvlserv_flag !== "")
                    w.uint32(90).string(m.cvlserv_flag);
                if (m.insuplc_admdvs != null && $Object.hasOwnProperty.call(m, "insuplc_admdvs") && m.insuplc_admdvs !== "")
                    w.uint32(98).string(m.insuplc_admdvs);
                if (m.balc != null && $Object.hasOwnProperty.call(m, "balc"))
                    $root.tongxing.v1.Fen.encode(m.balc, w.uint32(106).fork(), q + 1).ldelim();
                if (m.aid_category != null && $Object.hasOwnProperty.call(m, "aid_category") && m.aid_category !== "")
                    w.uint32(114).string(m.aid_category);
                if (m.commercial != null && $Object.hasOwnProperty.call(m, "commercial") && m.commercial !== false)
                    w.uint32(120).bool(m.commercial);
                if (m.entitlements != null && m.entitlements.length) {
                    for (var i = 0; i < m.entitlements.length; ++i)
                        $root.tongxing.v1.Entitlement.encode(m.entitlements[i], w.uint32(130).fork(), q + 1).ldelim();
                }
                if (m.mulaid != null && m.mulaid.length) {
                    for (var i = 0; i < m.mulaid.length; ++i)
                        $root.tongxing.v1.FamilyAccount.encode(m.mulaid[i], w.uint32(138).fork(), q + 1).ldelim();
                }
                if (m.accumulator_year != null && $Object.hasOwnProperty.call(m, "accumulator_year") && m.accumulator_year !== 0)
                    w.uint32(144).uint32(m.accumulator_year);
                if (m.accumulators != null && m.accumulators.length) {
                    for (var i = 0; i < m.accumulators.length; ++i)
                        $root.tongxing.v1.Accumulator.encode(m.accumulators[i], w.uint32(154).fork(), q + 1).ldelim();
                }
                if (m.as_of_ms != null && $Object.hasOwnProperty.call(m, "as_of_ms") && (typeof m.as_of_ms === "object" ? m.as_of_ms.low || m.as_of_ms.high : m.as_of_ms !== 0))
                    w.uint32(160).int64(m.as_of_ms);
                if (m.included_epoch != null && $Object.hasOwnProperty.call(m, "included_epoch") && (typeof m.included_epoch === "object" ? m.included_epoch.low || m.included_epoch.high : m.included_epoch !== 0))
                    w.uint32(168).uint64(m.included_epoch);
                if (m.included_number != null && $Object.hasOwnProperty.call(m, "included_number") && (typeof m.included_number === "object" ? m.included_number.low || m.included_number.high : m.included_number !== 0))
                    w.uint32(176).uint64(m.included_number);
                if (m.outstanding != null && m.outstanding.length) {
                    for (var i = 0; i < m.outstanding.length; ++i)
                        $root.tongxing.v1.OutstandingNumbers.encode(m.outstanding[i], w.uint32(186).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            PersonSnapshot.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.PersonSnapshot();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_no = v;
                            else
                                delete m.psn_no;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_cert_type = v;
                            else
                                delete m.psn_cert_type;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.certno = v;
                            else
                                delete m.certno;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_name = v;
                            else
                                delete m.psn_name;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.gend = v;
                            else
                                delete m.gend;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.naty = v;
                            else
                                delete m.naty;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.brdy = v;
                            else
                                delete m.brdy;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.insutype = v;
                            else
                                delete m.insutype;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_type = v;
                            else
                                delete m.psn_type;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_insu_stas = v;
                            else
                                delete m.psn_insu_stas;
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.cvlserv_flag = v;
                            else
                                delete m.cvlserv_flag;
                            continue;
                        }
                    case 12: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.insuplc_admdvs = v;
                            else
                                delete m.insuplc_admdvs;
                            continue;
                        }
                    case 13: {
                            if (u !== 2)
                                break;
                            m.balc = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.balc);
                            continue;
                        }
                    case 14: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.aid_category = v;
                            else
                                delete m.aid_category;
                            continue;
                        }
                    case 15: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.commercial = v;
                            else
                                delete m.commercial;
                            continue;
                        }
                    case 16: {
                            if (u !== 2)
                                break;
                            if (!(m.entitlements && m.entitlements.length))
                                m.entitlements = [];
                            m.entitlements.push($root.tongxing.v1.Entitlement.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 17: {
                            if (u !== 2)
                                break;
                            if (!(m.mulaid && m.mulaid.length))
                                m.mulaid = [];
                            m.mulaid.push($root.tongxing.v1.FamilyAccount.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 18: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.accumulator_year = v;
                            else
                                delete m.accumulator_year;
                            continue;
                        }
                    case 19: {
                            if (u !== 2)
                                break;
                            if (!(m.accumulators && m.accumulators.length))
                                m.accumulators = [];
                            m.accumulators.push($root.tongxing.v1.Accumulator.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 20: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.as_of_ms = v;
                            else
                                delete m.as_of_ms;
                            continue;
                        }
                    case 21: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.included_epoch = v;
                            else
                                delete m.included_epoch;
                            continue;
                        }
                    case 22: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.included_number = v;
                            else
                                delete m.included_number;
                            continue;
                        }
                    case 23: {
                            if (u !== 2)
                                break;
                            if (!(m.outstanding && m.outstanding.length))
                                m.outstanding = [];
                            m.outstanding.push($root.tongxing.v1.OutstandingNumbers.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return PersonSnapshot;
        })();

        v1.OutstandingNumbers = (function() {

            const OutstandingNumbers = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            OutstandingNumbers.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            OutstandingNumbers.prototype.first = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            OutstandingNumbers.prototype.last = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            OutstandingNumbers.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.epoch != null && $Object.hasOwnProperty.call(m, "epoch") && (typeof m.epoch === "object" ? m.epoch.low || m.epoch.high : m.epoch !== 0))
                    w.uint32(8).uint64(m.epoch);
                if (m.first != null && $Object.hasOwnProperty.call(m, "first") && (typeof m.first === "object" ? m.first.low || m.first.high : m.first !== 0))
                    w.uint32(16).uint64(m.first);
                if (m.last != null && $Object.hasOwnProperty.call(m, "last") && (typeof m.last === "object" ? m.last.low || m.last.high : m.last !== 0))
                    w.uint32(24).uint64(m.last);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            OutstandingNumbers.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.OutstandingNumbers();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.epoch = v;
                            else
                                delete m.epoch;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.first = v;
                            else
                                delete m.first;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.last = v;
                            else
                                delete m.last;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return OutstandingNumbers;
        })();

        v1.Entitlement = (function() {

            const Entitlement = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Entitlement.prototype.opsp_dise_code = "";
            Entitlement.prototype.begndate = "";
            Entitlement.prototype.enddate = "";

            Entitlement.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.opsp_dise_code != null && $Object.hasOwnProperty.call(m, "opsp_dise_code") && m.opsp_dise_code !== "")
                    w.uint32(10).string(m.opsp_dise_code);
                if (m.begndate != null && $Object.hasOwnProperty.call(m, "begndate") && m.begndate !== "")
                    w.uint32(18).string(m.begndate);
                if (m.enddate != null && $Object.hasOwnProperty.call(m, "enddate") && m.enddate !== "")
                    w.uint32(26).string(m.enddate);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Entitlement.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Entitlement();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.opsp_dise_code = v;
                            else
                                delete m.opsp_dise_code;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.begndate = v;
                            else
                                delete m.begndate;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.enddate = v;
                            else
                                delete m.enddate;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Entitlement;
        })();

        v1.FamilyAccount = (function() {

            const FamilyAccount = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            FamilyAccount.prototype.psn_no = "";
            FamilyAccount.prototype.balc = null;

            FamilyAccount.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.psn_no != null && $Object.hasOwnProperty.call(m, "psn_no") && m.psn_no !== "")
                    w.uint32(10).string(m.psn_no);
                if (m.balc != null && $Object.hasOwnProperty.call(m, "balc"))
                    $root.tongxing.v1.Fen.encode(m.balc, w.uint32(18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            FamilyAccount.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.FamilyAccount();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_no = v;
                            else
                                delete m.psn_no;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.balc = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.balc);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return FamilyAccount;
        })();

        v1.Accumulator = (function() {

            const Accumulator = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Accumulator.prototype.name = "";
            Accumulator.prototype.amount = null;

            Accumulator.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(10).string(m.name);
                if (m.amount != null && $Object.hasOwnProperty.call(m, "amount"))
                    $root.tongxing.v1.Fen.encode(m.amount, w.uint32(18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Accumulator.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Accumulator();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.amount = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.amount);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Accumulator;
        })();

        v1.EnrolRequest = (function() {

            const EnrolRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            EnrolRequest.prototype.enrolment_code = "";
            EnrolRequest.prototype.fixmedins_code = "";
            EnrolRequest.prototype.certificate_request = $util.newBuffer([]);
            EnrolRequest.prototype.agent_version = "";

            EnrolRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.enrolment_code != null && $Object.hasOwnProperty.call(m, "enrolment_code") && m.enrolment_code !== "")
                    w.uint32(10).string(m.enrolment_code);
                if (m.fixmedins_code != null && $Object.hasOwnProperty.call(m, "fixmedins_code") && m.fixmedins_code !== "")
                    w.uint32(18).string(m.fixmedins_code);
                if (m.certificate_request != null && $Object.hasOwnProperty.call(m, "certificate_request") && m.certificate_request.length)
                    w.uint32(26).bytes(m.certificate_request);
                if (m.agent_version != null && $Object.hasOwnProperty.call(m, "agent_version") && m.agent_version !== "")
                    w.uint32(34).string(m.agent_version);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            EnrolRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.EnrolRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.enrolment_code = v;
                            else
                                delete m.enrolment_code;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.fixmedins_code = v;
                            else
                                delete m.fixmedins_code;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.certificate_request = v;
                            else
                                delete m.certificate_request;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.agent_version = v;
                            else
                                delete m.agent_version;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return EnrolRequest;
        })();

        v1.EnrolResponse = (function() {

            const EnrolResponse = function (p) {
                this.certificate_chain = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            EnrolResponse.prototype.result = null;
            EnrolResponse.prototype.dev_no = "";
            EnrolResponse.prototype.slot = 0;
            EnrolResponse.prototype.certificate_chain = $util.emptyArray;
            EnrolResponse.prototype.fixmedins_name = "";
            EnrolResponse.prototype.mdtrtarea_admvs = "";
            EnrolResponse.prototype.institution_kind = "";
            EnrolResponse.prototype.institution_level = "";
            EnrolResponse.prototype.dual_channel = false;
            EnrolResponse.prototype.last_msgid = "";
            EnrolResponse.prototype.update_key = $util.newBuffer([]);
            EnrolResponse.prototype.recovery_key = $util.newBuffer([]);

            EnrolResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(10).fork(), q + 1).ldelim();
                if (m.dev_no != null && $Object.hasOwnProperty.call(m, "dev_no") && m.dev_no !== "")
                    w.uint32(18).string(m.dev_no);
                if (m.slot != null && $Object.hasOwnProperty.call(m, "slot") && m.slot !== 0)
                    w.uint32(24).uint32(m.slot);
                if (m.certificate_chain != null && m.certificate_chain.length) {
                    for (var i = 0; i < m.certificate_chain.length; ++i)
                        w.uint32(34).bytes(m.certificate_chain[i]);
                }
                if (m.fixmedins_name != null && $Object.hasOwnProperty.call(m, "fixmedins_name") && m.fixmedins_name !== "")
                    w.uint32(42).string(m.fixmedins_name);
                if (m.mdtrtarea_admvs != null && $Object.hasOwnProperty.call(m, "mdtrtarea_admvs") && m.mdtrtarea_admvs !== "")
                    w.uint32(50).string(m.mdtrtarea_admvs);
                if (m.institution_kind != null && $Object.hasOwnProperty.call(m, "institution_kind") && m.institution_kind !== "")
                    w.uint32(58).string(m.institution_kind);
                if (m.institution_level != null && $Object.hasOwnProperty.call(m, "institution_level") && m.institution_level !== "")
                    w.uint32(66).string(m.institution_level);
                if (m.dual_channel != null && $Object.hasOwnProperty.call(m, "dual_channel") && m.dual_channel !== false)
                    w.uint32(72).bool(m.dual_channel);
                if (m.last_msgid != null && $Object.hasOwnProperty.call(m, "last_msgid") && m.last_msgid !== "")
                    w.uint32(82).string(m.last_msgid);
                if (m.update_key != null && $Object.hasOwnProperty.call(m, "update_key") && m.update_key.length)
                    w.uint32(90).bytes(m.update_key);
                if (m.recovery_key != null && $Object.hasOwnProperty.call(m, "recovery_key") && m.recovery_key.length)
                    w.uint32(482).bytes(m.recovery_key);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            EnrolResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.EnrolResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dev_no = v;
                            else
                                delete m.dev_no;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.slot = v;
                            else
                                delete m.slot;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if (!(m.certificate_chain && m.certificate_chain.length))
                                m.certificate_chain = [];
                            m.certificate_chain.push(r.bytes());
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.fixmedins_name = v;
                            else
                                delete m.fixmedins_name;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrtarea_admvs = v;
                            else
                                delete m.mdtrtarea_admvs;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.institution_kind = v;
                            else
                                delete m.institution_kind;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.institution_level = v;
                            else
                                delete m.institution_level;
                            continue;
                        }
                    case 9: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.dual_channel = v;
                            else
                                delete m.dual_channel;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.last_msgid = v;
                            else
                                delete m.last_msgid;
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.update_key = v;
                            else
                                delete m.update_key;
                            continue;
                        }
                    case 60: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.recovery_key = v;
                            else
                                delete m.recovery_key;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return EnrolResponse;
        })();

        v1.HelloRequest = (function() {

            const HelloRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            HelloRequest.prototype.header = null;
            HelloRequest.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            HelloRequest.prototype.number = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            HelloRequest.prototype.head_hash = $util.newBuffer([]);
            HelloRequest.prototype.head_seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            HelloRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.epoch != null && $Object.hasOwnProperty.call(m, "epoch") && (typeof m.epoch === "object" ? m.epoch.low || m.epoch.high : m.epoch !== 0))
                    w.uint32(16).uint64(m.epoch);
                if (m.number != null && $Object.hasOwnProperty.call(m, "number") && (typeof m.number === "object" ? m.number.low || m.number.high : m.number !== 0))
                    w.uint32(24).uint64(m.number);
                if (m.head_hash != null && $Object.hasOwnProperty.call(m, "head_hash") && m.head_hash.length)
                    w.uint32(34).bytes(m.head_hash);
                if (m.head_seq != null && $Object.hasOwnProperty.call(m, "head_seq") && (typeof m.head_seq === "object" ? m.head_seq.low || m.head_seq.high : m.head_seq !== 0))
                    w.uint32(320).uint64(m.head_seq);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            HelloRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.HelloRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.epoch = v;
                            else
                                delete m.epoch;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.number = v;
                            else
                                delete m.number;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.head_hash = v;
                            else
                                delete m.head_hash;
                            continue;
                        }
                    case 40: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.head_seq = v;
                            else
                                delete m.head_seq;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return HelloRequest;
        })();

        v1.HelloResponse = (function() {

            const HelloResponse = function (p) {
                this.missing_numbers = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            HelloResponse.prototype.result = null;
            HelloResponse.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            HelloResponse.prototype.number = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            HelloResponse.prototype.missing_numbers = $util.emptyArray;
            HelloResponse.prototype.centre_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            HelloResponse.prototype.pace_ms = 0;
            HelloResponse.prototype.batch_rows = 0;
            HelloResponse.prototype.head_seq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            HelloResponse.prototype.head_hash = $util.newBuffer([]);
            HelloResponse.prototype.last_msgid = "";
            HelloResponse.prototype.heartbeat_ms = 0;

            HelloResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(10).fork(), q + 1).ldelim();
                if (m.epoch != null && $Object.hasOwnProperty.call(m, "epoch") && (typeof m.epoch === "object" ? m.epoch.low || m.epoch.high : m.epoch !== 0))
                    w.uint32(16).uint64(m.epoch);
                if (m.number != null && $Object.hasOwnProperty.call(m, "number") && (typeof m.number === "object" ? m.number.low || m.number.high : m.number !== 0))
                    w.uint32(24).uint64(m.number);
                if (m.missing_numbers != null && m.missing_numbers.length) {
                    w.uint32(34).uint64s(m.missing_numbers);
                }
                if (m.centre_ms != null && $Object.hasOwnProperty.call(m, "centre_ms") && (typeof m.centre_ms === "object" ? m.centre_ms.low || m.centre_ms.high : m.centre_ms !== 0))
                    w.uint32(40).int64(m.centre_ms);
                if (m.pace_ms != null && $Object.hasOwnProperty.call(m, "pace_ms") && m.pace_ms !== 0)
                    w.uint32(48).uint32(m.pace_ms);
                if (m.batch_rows != null && $Object.hasOwnProperty.call(m, "batch_rows") && m.batch_rows !== 0)
                    w.uint32(56).uint32(m.batch_rows);
                if (m.head_seq != null && $Object.hasOwnProperty.call(m, "head_seq") && (typeof m.head_seq === "object" ? m.head_seq.low || m.head_seq.high : m.head_seq !== 0))
                    w.uint32(320).uint64(m.head_seq);
                if (m.head_hash != null && $Object.hasOwnProperty.call(m, "head_hash") && m.head_hash.length)
                    w.uint32(330).bytes(m.head_hash);
                if (m.last_msgid != null && $Object.hasOwnProperty.call(m, "last_msgid") && m.last_msgid !== "")
                    w.uint32(338).string(m.last_msgid);
                if (m.heartbeat_ms != null && $Object.hasOwnProperty.call(m, "heartbeat_ms") && m.heartbeat_ms !== 0)
                    w.uint32(344).uint32(m.heartbeat_ms);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            HelloResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.HelloResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.epoch = v;
                            else
                                delete m.epoch;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.number = v;
                            else
                                delete m.number;
                            continue;
                        }
                    case 4: {
                            if (u === 2) {
                                if (!(m.missing_numbers && m.missing_numbers.length))
                                    m.missing_numbers = [];
                                r.uint64s(m.missing_numbers);
                                continue;
                            }
                            if (u !== 0)
                                break;
                            if (!(m.missing_numbers && m.missing_numbers.length))
                                m.missing_numbers = [];
                            m.missing_numbers.push(r.uint64());
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.centre_ms = v;
                            else
                                delete m.centre_ms;
                            continue;
                        }
                    case 6: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.pace_ms = v;
                            else
                                delete m.pace_ms;
                            continue;
                        }
                    case 7: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.batch_rows = v;
                            else
                                delete m.batch_rows;
                            continue;
                        }
                    case 40: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.head_seq = v;
                            else
                                delete m.head_seq;
                            continue;
                        }
                    case 41: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.head_hash = v;
                            else
                                delete m.head_hash;
                            continue;
                        }
                    case 42: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.last_msgid = v;
                            else
                                delete m.last_msgid;
                            continue;
                        }
                    case 43: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.heartbeat_ms = v;
                            else
                                delete m.heartbeat_ms;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return HelloResponse;
        })();

        v1.SignInRequest = (function() {

            const SignInRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            SignInRequest.prototype.header = null;
            SignInRequest.prototype.opter_no = "";

            SignInRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.opter_no != null && $Object.hasOwnProperty.call(m, "opter_no") && m.opter_no !== "")
                    w.uint32(18).string(m.opter_no);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            SignInRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.SignInRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.opter_no = v;
                            else
                                delete m.opter_no;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return SignInRequest;
        })();

        v1.SignInResponse = (function() {

            const SignInResponse = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            SignInResponse.prototype.result = null;
            SignInResponse.prototype.sign_no = "";
            SignInResponse.prototype.sign_time = "";

            SignInResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(10).fork(), q + 1).ldelim();
                if (m.sign_no != null && $Object.hasOwnProperty.call(m, "sign_no") && m.sign_no !== "")
                    w.uint32(18).string(m.sign_no);
                if (m.sign_time != null && $Object.hasOwnProperty.call(m, "sign_time") && m.sign_time !== "")
                    w.uint32(26).string(m.sign_time);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            SignInResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.SignInResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.sign_no = v;
                            else
                                delete m.sign_no;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.sign_time = v;
                            else
                                delete m.sign_time;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return SignInResponse;
        })();

        v1.SignOutRequest = (function() {

            const SignOutRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            SignOutRequest.prototype.header = null;
            SignOutRequest.prototype.sign_no = "";
            SignOutRequest.prototype.opter_no = "";

            SignOutRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.sign_no != null && $Object.hasOwnProperty.call(m, "sign_no") && m.sign_no !== "")
                    w.uint32(18).string(m.sign_no);
                if (m.opter_no != null && $Object.hasOwnProperty.call(m, "opter_no") && m.opter_no !== "")
                    w.uint32(26).string(m.opter_no);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            SignOutRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.SignOutRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.sign_no = v;
                            else
                                delete m.sign_no;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.opter_no = v;
                            else
                                delete m.opter_no;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return SignOutRequest;
        })();

        v1.SignOutResponse = (function() {

            const SignOutResponse = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            SignOutResponse.prototype.result = null;
            SignOutResponse.prototype.sign_time = "";

            SignOutResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(10).fork(), q + 1).ldelim();
                if (m.sign_time != null && $Object.hasOwnProperty.call(m, "sign_time") && m.sign_time !== "")
                    w.uint32(18).string(m.sign_time);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            SignOutResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.SignOutResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.sign_time = v;
                            else
                                delete m.sign_time;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return SignOutResponse;
        })();

        v1.SettleRequest = (function() {

            const SettleRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            SettleRequest.prototype.header = null;
            SettleRequest.prototype.item = null;

            SettleRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.item != null && $Object.hasOwnProperty.call(m, "item"))
                    $root.tongxing.v1.QueuedItem.encode(m.item, w.uint32(18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            SettleRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.SettleRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.item = $root.tongxing.v1.QueuedItem.decode(r, r.size(), $undefined, q + 1, m.item);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return SettleRequest;
        })();

        v1.SettleResponse = (function() {

            const SettleResponse = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            SettleResponse.prototype.answer = null;

            SettleResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.answer != null && $Object.hasOwnProperty.call(m, "answer"))
                    $root.tongxing.v1.Answer.encode(m.answer, w.uint32(10).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            SettleResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.SettleResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.answer = $root.tongxing.v1.Answer.decode(r, r.size(), $undefined, q + 1, m.answer);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return SettleResponse;
        })();

        v1.ReverseRequest = (function() {

            const ReverseRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            ReverseRequest.prototype.header = null;
            ReverseRequest.prototype.item = null;

            ReverseRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.item != null && $Object.hasOwnProperty.call(m, "item"))
                    $root.tongxing.v1.QueuedItem.encode(m.item, w.uint32(18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            ReverseRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.ReverseRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.item = $root.tongxing.v1.QueuedItem.decode(r, r.size(), $undefined, q + 1, m.item);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ReverseRequest;
        })();

        v1.ReverseResponse = (function() {

            const ReverseResponse = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            ReverseResponse.prototype.answer = null;

            ReverseResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.answer != null && $Object.hasOwnProperty.call(m, "answer"))
                    $root.tongxing.v1.Answer.encode(m.answer, w.uint32(10).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            ReverseResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.ReverseResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.answer = $root.tongxing.v1.Answer.decode(r, r.size(), $undefined, q + 1, m.answer);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ReverseResponse;
        })();

        v1.VisitStepRequest = (function() {

            const VisitStepRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            VisitStepRequest.prototype.header = null;
            VisitStepRequest.prototype.item = null;

            VisitStepRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.item != null && $Object.hasOwnProperty.call(m, "item"))
                    $root.tongxing.v1.QueuedItem.encode(m.item, w.uint32(18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            VisitStepRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.VisitStepRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.item = $root.tongxing.v1.QueuedItem.decode(r, r.size(), $undefined, q + 1, m.item);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return VisitStepRequest;
        })();

        v1.VisitStepResponse = (function() {

            const VisitStepResponse = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            VisitStepResponse.prototype.answer = null;

            VisitStepResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.answer != null && $Object.hasOwnProperty.call(m, "answer"))
                    $root.tongxing.v1.Answer.encode(m.answer, w.uint32(10).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            VisitStepResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.VisitStepResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.answer = $root.tongxing.v1.Answer.decode(r, r.size(), $undefined, q + 1, m.answer);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return VisitStepResponse;
        })();

        v1.PresettleVisitRequest = (function() {

            const PresettleVisitRequest = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            PresettleVisitRequest.prototype.header = null;
            PresettleVisitRequest.prototype.visit_settlement = null;

            PresettleVisitRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.visit_settlement != null && $Object.hasOwnProperty.call(m, "visit_settlement"))
                    $root.tongxing.v1.VisitSettlement.encode(m.visit_settlement, w.uint32(18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            PresettleVisitRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.PresettleVisitRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.visit_settlement = $root.tongxing.v1.VisitSettlement.decode(r, r.size(), $undefined, q + 1, m.visit_settlement);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return PresettleVisitRequest;
        })();

        v1.PresettleVisitResponse = (function() {

            const PresettleVisitResponse = function (p) {
                this.setldetail = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            PresettleVisitResponse.prototype.result = null;
            PresettleVisitResponse.prototype.setlinfo = null;
            PresettleVisitResponse.prototype.setldetail = $util.emptyArray;

            PresettleVisitResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(10).fork(), q + 1).ldelim();
                if (m.setlinfo != null && $Object.hasOwnProperty.call(m, "setlinfo"))
                    $root.tongxing.v1.Setlinfo.encode(m.setlinfo, w.uint32(18).fork(), q + 1).ldelim();
                if (m.setldetail != null && m.setldetail.length) {
                    for (var i = 0; i < m.setldetail.length; ++i)
                        $root.tongxing.v1.Setldetail.encode(m.setldetail[i], w.uint32(26).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            PresettleVisitResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.PresettleVisitResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.setlinfo = $root.tongxing.v1.Setlinfo.decode(r, r.size(), $undefined, q + 1, m.setlinfo);
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.setldetail && m.setldetail.length))
                                m.setldetail = [];
                            m.setldetail.push($root.tongxing.v1.Setldetail.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return PresettleVisitResponse;
        })();

        v1.InquireRequest = (function() {

            const InquireRequest = function (p) {
                this.msgid = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            InquireRequest.prototype.header = null;
            InquireRequest.prototype.msgid = $util.emptyArray;

            InquireRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.msgid != null && m.msgid.length) {
                    for (var i = 0; i < m.msgid.length; ++i)
                        w.uint32(18).string(m.msgid[i]);
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            InquireRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.InquireRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.msgid && m.msgid.length))
                                m.msgid = [];
                            m.msgid.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return InquireRequest;
        })();

        v1.InquireResponse = (function() {

            const InquireResponse = function (p) {
                this.answers = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            InquireResponse.prototype.result = null;
            InquireResponse.prototype.answers = $util.emptyArray;

            InquireResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(10).fork(), q + 1).ldelim();
                if (m.answers != null && m.answers.length) {
                    for (var i = 0; i < m.answers.length; ++i)
                        $root.tongxing.v1.Answer.encode(m.answers[i], w.uint32(18).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            InquireResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.InquireResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.answers && m.answers.length))
                                m.answers = [];
                            m.answers.push($root.tongxing.v1.Answer.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return InquireResponse;
        })();

        v1.FetchTransactionsRequest = (function() {

            const FetchTransactionsRequest = function (p) {
                this.held = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            FetchTransactionsRequest.prototype.header = null;
            FetchTransactionsRequest.prototype.held = $util.emptyArray;

            FetchTransactionsRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.held != null && m.held.length) {
                    for (var i = 0; i < m.held.length; ++i)
                        $root.tongxing.v1.HeldNumbers.encode(m.held[i], w.uint32(18).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            FetchTransactionsRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.FetchTransactionsRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.held && m.held.length))
                                m.held = [];
                            m.held.push($root.tongxing.v1.HeldNumbers.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return FetchTransactionsRequest;
        })();

        v1.HeldNumbers = (function() {

            const HeldNumbers = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            HeldNumbers.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            HeldNumbers.prototype.first = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            HeldNumbers.prototype.last = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            HeldNumbers.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.epoch != null && $Object.hasOwnProperty.call(m, "epoch") && (typeof m.epoch === "object" ? m.epoch.low || m.epoch.high : m.epoch !== 0))
                    w.uint32(8).uint64(m.epoch);
                if (m.first != null && $Object.hasOwnProperty.call(m, "first") && (typeof m.first === "object" ? m.first.low || m.first.high : m.first !== 0))
                    w.uint32(16).uint64(m.first);
                if (m.last != null && $Object.hasOwnProperty.call(m, "last") && (typeof m.last === "object" ? m.last.low || m.last.high : m.last !== 0))
                    w.uint32(24).uint64(m.last);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            HeldNumbers.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.HeldNumbers();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.epoch = v;
                            else
                                delete m.epoch;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.first = v;
                            else
                                delete m.first;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.last = v;
                            else
                                delete m.last;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return HeldNumbers;
        })();

        v1.FetchTransactionsResponse = (function() {

            const FetchTransactionsResponse = function (p) {
                this.transactions = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            FetchTransactionsResponse.prototype.result = null;
            FetchTransactionsResponse.prototype.transactions = $util.emptyArray;
            FetchTransactionsResponse.prototype.more = false;

            FetchTransactionsResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(10).fork(), q + 1).ldelim();
                if (m.transactions != null && m.transactions.length) {
                    for (var i = 0; i < m.transactions.length; ++i)
                        $root.tongxing.v1.KeptTransaction.encode(m.transactions[i], w.uint32(18).fork(), q + 1).ldelim();
                }
                if (m.more != null && $Object.hasOwnProperty.call(m, "more") && m.more !== false)
                    w.uint32(24).bool(m.more);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            FetchTransactionsResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.FetchTransactionsResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.transactions && m.transactions.length))
                                m.transactions = [];
                            m.transactions.push($root.tongxing.v1.KeptTransaction.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.more = v;
                            else
                                delete m.more;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return FetchTransactionsResponse;
        })();

        v1.KeptTransaction = (function() {

            const KeptTransaction = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            KeptTransaction.prototype.transaction = $util.newBuffer([]);
            KeptTransaction.prototype.answer = null;

            KeptTransaction.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.transaction != null && $Object.hasOwnProperty.call(m, "transaction") && m.transaction.length)
                    w.uint32(10).bytes(m.transaction);
                if (m.answer != null && $Object.hasOwnProperty.call(m, "answer"))
                    $root.tongxing.v1.Answer.encode(m.answer, w.uint32(18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            KeptTransaction.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.KeptTransaction();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.transaction = v;
                            else
                                delete m.transaction;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.answer = $root.tongxing.v1.Answer.decode(r, r.size(), $undefined, q + 1, m.answer);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return KeptTransaction;
        })();

        v1.ExchangeRequest = (function() {

            const ExchangeRequest = function (p) {
                this.items = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            ExchangeRequest.prototype.frame_id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            ExchangeRequest.prototype.header = null;
            ExchangeRequest.prototype.items = $util.emptyArray;

            ExchangeRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.frame_id != null && $Object.hasOwnProperty.call(m, "frame_id") && (typeof m.frame_id === "object" ? m.frame_id.low || m.frame_id.high : m.frame_id !== 0))
                    w.uint32(8).uint64(m.frame_id);
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(18).fork(), q + 1).ldelim();
                if (m.items != null && m.items.length) {
                    for (var i = 0; i < m.items.length; ++i)
                        $root.tongxing.v1.QueuedItem.encode(m.items[i], w.uint32(26).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            ExchangeRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.ExchangeRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.frame_id = v;
                            else
                                delete m.frame_id;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.items && m.items.length))
                                m.items = [];
                            m.items.push($root.tongxing.v1.QueuedItem.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ExchangeRequest;
        })();

        v1.ExchangeResponse = (function() {

            const ExchangeResponse = function (p) {
                this.answers = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            ExchangeResponse.prototype.frame_id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            ExchangeResponse.prototype.answers = $util.emptyArray;
            ExchangeResponse.prototype.pace_ms = 0;

            ExchangeResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.frame_id != null && $Object.hasOwnProperty.call(m, "frame_id") && (typeof m.frame_id === "object" ? m.frame_id.low || m.frame_id.high : m.frame_id !== 0))
                    w.uint32(8).uint64(m.frame_id);
                if (m.answers != null && m.answers.length) {
                    for (var i = 0; i < m.answers.length; ++i)
                        $root.tongxing.v1.Answer.encode(m.answers[i], w.uint32(18).fork(), q + 1).ldelim();
                }
                if (m.pace_ms != null && $Object.hasOwnProperty.call(m, "pace_ms") && m.pace_ms !== 0)
                    w.uint32(24).uint32(m.pace_ms);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            ExchangeResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.ExchangeResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.frame_id = v;
                            else
                                delete m.frame_id;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.answers && m.answers.length))
                                m.answers = [];
                            m.answers.push($root.tongxing.v1.Answer.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.pace_ms = v;
                            else
                                delete m.pace_ms;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ExchangeResponse;
        })();

        v1.ReconcileTotalsRequest = (function() {

            const ReconcileTotalsRequest = function (p) {
                this.totals = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            ReconcileTotalsRequest.prototype.header = null;
            ReconcileTotalsRequest.prototype.stmt_begndate = "";
            ReconcileTotalsRequest.prototype.stmt_enddate = "";
            ReconcileTotalsRequest.prototype.totals = $util.emptyArray;

            ReconcileTotalsRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.stmt_begndate != null && $Object.hasOwnProperty.call(m, "stmt_begndate") && m.stmt_begndate !== "")
                    w.uint32(18).string(m.stmt_begndate);
                if (m.stmt_enddate != null && $Object.hasOwnProperty.call(m, "stmt_enddate") && m.stmt_enddate !== "")
                    w.uint32(26).string(m.stmt_enddate);
                if (m.totals != null && m.totals.length) {
                    for (var i = 0; i < m.totals.length; ++i)
                        $root.tongxing.v1.StatementTotals.encode(m.totals[i], w.uint32(34).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            ReconcileTotalsRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.ReconcileTotalsRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.stmt_begndate = v;
                            else
                                delete m.stmt_begndate;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.stmt_enddate = v;
                            else
                                delete m.stmt_enddate;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if (!(m.totals && m.totals.length))
                                m.totals = [];
                            m.totals.push($root.tongxing.v1.StatementTotals.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ReconcileTotalsRequest;
        })();

        v1.ReconcileTotalsResponse = (function() {

            const ReconcileTotalsResponse = function (p) {
                this.results = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            ReconcileTotalsResponse.prototype.result = null;
            ReconcileTotalsResponse.prototype.results = $util.emptyArray;

            ReconcileTotalsResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(10).fork(), q + 1).ldelim();
                if (m.results != null && m.results.length) {
                    for (var i = 0; i < m.results.length; ++i)
                        $root.tongxing.v1.StatementResult.encode(m.results[i], w.uint32(18).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            ReconcileTotalsResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.ReconcileTotalsResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.results && m.results.length))
                                m.results = [];
                            m.results.push($root.tongxing.v1.StatementResult.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ReconcileTotalsResponse;
        })();

        v1.StatementTotals = (function() {

            const StatementTotals = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            StatementTotals.prototype.insutype = "";
            StatementTotals.prototype.clr_type = "";
            StatementTotals.prototype.setl_optins = "";
            StatementTotals.prototype.medfee_sumamt = null;
            StatementTotals.prototype.fund_pay_sumamt = null;
            StatementTotals.prototype.acct_pay = null;
            StatementTotals.prototype.fixmedins_setl_cnt = 0;

            StatementTotals.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.insutype != null && $Object.hasOwnProperty.call(m, "insutype") && m.insutype !== "")
                    w.uint32(10).string(m.insutype);
                if (m.clr_type != null && $Object.hasOwnProperty.call(m, "clr_type") && m.clr_type !== "")
                    w.uint32(18).string(m.clr_type);
                if (m.setl_optins != null && $Object.hasOwnProperty.call(m, "setl_optins") && m.setl_optins !== "")
                    w.uint32(26).string(m.setl_optins);
                if (m.medfee_sumamt != null && $Object.hasOwnProperty.call(m, "medfee_sumamt"))
                    $root.tongxing.v1.Fen.encode(m.medfee_sumamt, w.uint32(34).fork(), q + 1).ldelim();
                if (m.fund_pay_sumamt != null && $Object.hasOwnProperty.call(m, "fund_pay_sumamt"))
                    $root.tongxing.v1.Fen.encode(m.fund_pay_sumamt, w.uint32(42).fork(), q + 1).ldelim();
                if (m.acct_pay != null && $Object.hasOwnProperty.call(m, "acct_pay"))
                    $root.tongxing.v1.Fen.encode(m.acct_pay, w.uint32(50).fork(), q + 1).ldelim();
                if (m.fixmedins_setl_cnt != null && $Object.hasOwnProperty.call(m, "fixmedins_setl_cnt") && m.fixmedins_setl_cnt !== 0)
                    w.uint32(56).uint32(m.fixmedins_setl_cnt);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            StatementTotals.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.StatementTotals();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.insutype = v;
                            else
                                delete m.insutype;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.clr_type = v;
                            else
                                delete m.clr_type;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.setl_optins = v;
                            else
                                delete m.setl_optins;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.medfee_sumamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.medfee_sumamt);
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            m.fund_pay_sumamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.fund_pay_sumamt);
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            m.acct_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.acct_pay);
                            continue;
                        }
                    case 7: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.fixmedins_setl_cnt = v;
                            else
                                delete m.fixmedins_setl_cnt;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return StatementTotals;
        })();

        v1.StatementResult = (function() {

            const StatementResult = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            StatementResult.prototype.centre = null;
            StatementResult.prototype.stmt_rslt = "";
            StatementResult.prototype.stmt_rslt_dscr = "";

            StatementResult.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.centre != null && $Object.hasOwnProperty.call(m, "centre"))
                    $root.tongxing.v1.StatementTotals.encode(m.centre, w.uint32(10).fork(), q + 1).ldelim();
                if (m.stmt_rslt != null && $Object.hasOwnProperty.call(m, "stmt_rslt") && m.stmt_rslt !== "")
                    w.uint32(18).string(m.stmt_rslt);
                if (m.stmt_rslt_dscr != null && $Object.hasOwnProperty.call(m, "stmt_rslt_dscr") && m.stmt_rslt_dscr !== "")
                    w.uint32(26).string(m.stmt_rslt_dscr);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            StatementResult.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.StatementResult();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.centre = $root.tongxing.v1.StatementTotals.decode(r, r.size(), $undefined, q + 1, m.centre);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.stmt_rslt = v;
                            else
                                delete m.stmt_rslt;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.stmt_rslt_dscr = v;
                            else
                                delete m.stmt_rslt_dscr;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return StatementResult;
        })();

        v1.ReconcileDetailsRequest = (function() {

            const ReconcileDetailsRequest = function (p) {
                this.details = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            ReconcileDetailsRequest.prototype.header = null;
            ReconcileDetailsRequest.prototype.stmt_date = "";
            ReconcileDetailsRequest.prototype.insutype = "";
            ReconcileDetailsRequest.prototype.clr_type = "";
            ReconcileDetailsRequest.prototype.setl_optins = "";
            ReconcileDetailsRequest.prototype.details = $util.emptyArray;
            ReconcileDetailsRequest.prototype.after = "";

            ReconcileDetailsRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.stmt_date != null && $Object.hasOwnProperty.call(m, "stmt_date") && m.stmt_date !== "")
                    w.uint32(18).string(m.stmt_date);
                if (m.insutype != null && $Object.hasOwnProperty.call(m, "insutype") && m.insutype !== "")
                    w.uint32(26).string(m.insutype);
                if (m.clr_type != null && $Object.hasOwnProperty.call(m, "clr_type") && m.clr_type !== "")
                    w.uint32(34).string(m.clr_type);
                if (m.setl_optins != null && $Object.hasOwnProperty.call(m, "setl_optins") && m.setl_optins !== "")
                    w.uint32(42).string(m.setl_optins);
                if (m.details != null && m.details.length) {
                    for (var i = 0; i < m.details.length; ++i)
                        $root.tongxing.v1.StatementDetail.encode(m.details[i], w.uint32(50).fork(), q + 1).ldelim();
                }
                if (m.after != null && $Object.hasOwnProperty.call(m, "after") && m.after !== "")
                    w.uint32(58).string(m.after);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            ReconcileDetailsRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.ReconcileDetailsRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.stmt_date = v;
                            else
                                delete m.stmt_date;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.insutype = v;
                            else
                                delete m.insutype;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.clr_type = v;
                            else
                                delete m.clr_type;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.setl_optins = v;
                            else
                                delete m.setl_optins;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if (!(m.details && m.details.length))
                                m.details = [];
                            m.details.push($root.tongxing.v1.StatementDetail.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.after = v;
                            else
                                delete m.after;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ReconcileDetailsRequest;
        })();

        v1.ReconcileDetailsResponse = (function() {

            const ReconcileDetailsResponse = function (p) {
                this.details = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            ReconcileDetailsResponse.prototype.result = null;
            ReconcileDetailsResponse.prototype.details = $util.emptyArray;
            ReconcileDetailsResponse.prototype.next = "";

            ReconcileDetailsResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(10).fork(), q + 1).ldelim();
                if (m.details != null && m.details.length) {
                    for (var i = 0; i < m.details.length; ++i)
                        $root.tongxing.v1.StatementDetail.encode(m.details[i], w.uint32(18).fork(), q + 1).ldelim();
                }
                if (m.next != null && $Object.hasOwnProperty.call(m, "next") && m.next !== "")
                    w.uint32(26).string(m.next);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            ReconcileDetailsResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.ReconcileDetailsResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.details && m.details.length))
                                m.details = [];
                            m.details.push($root.tongxing.v1.StatementDetail.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.next = v;
                            else
                                delete m.next;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return ReconcileDetailsResponse;
        })();

        v1.StatementDetail = (function() {

            const StatementDetail = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            StatementDetail.prototype.msgid = "";
            StatementDetail.prototype.setl_id = "";
            StatementDetail.prototype.mdtrt_id = "";
            StatementDetail.prototype.insutype = "";
            StatementDetail.prototype.clr_type = "";
            StatementDetail.prototype.setl_optins = "";
            StatementDetail.prototype.setl_time = "";
            StatementDetail.prototype.medfee_sumamt = null;
            StatementDetail.prototype.fund_pay_sumamt = null;
            StatementDetail.prototype.acct_pay = null;
            StatementDetail.prototype.refd_setl_flag = "";

            StatementDetail.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.msgid != null && $Object.hasOwnProperty.call(m, "msgid") && m.msgid !== "")
                    w.uint32(10).string(m.msgid);
                if (m.setl_id != null && $Object.hasOwnProperty.call(m, "setl_id") && m.setl_id !== "")
                    w.uint32(18).string(m.setl_id);
                if (m.mdtrt_id != null && $Object.hasOwnProperty.call(m, "mdtrt_id") && m.mdtrt_id !== "")
                    w.uint32(26).string(m.mdtrt_id);
                if (m.insutype != null && $Object.hasOwnProperty.call(m, "insutype") && m.insutype !== "")
                    w.uint32(34).string(m.insutype);
                if (m.clr_type != null && $Object.hasOwnProperty.call(m, "clr_type") && m.clr_type !== "")
                    w.uint32(42).string(m.clr_type);
                if (m.setl_optins != null && $Object.hasOwnProperty.call(m, "setl_optins") && m.setl_optins !== "")
                    w.uint32(50).string(m.setl_optins);
                if (m.setl_time != null && $Object.hasOwnProperty.call(m, "setl_time") && m.setl_time !== "")
                    w.uint32(58).string(m.setl_time);
                if (m.medfee_sumamt != null && $Object.hasOwnProperty.call(m, "medfee_sumamt"))
                    $root.tongxing.v1.Fen.encode(m.medfee_sumamt, w.uint32(66).fork(), q + 1).ldelim();
                if (m.fund_pay_sumamt != null && $Object.hasOwnProperty.call(m, "fund_pay_sumamt"))
                    $root.tongxing.v1.Fen.encode(m.fund_pay_sumamt, w.uint32(74).fork(), q + 1).ldelim();
                if (m.acct_pay != null && $Object.hasOwnProperty.call(m, "acct_pay"))
                    $root.tongxing.v1.Fen.encode(m.acct_pay, w.uint32(82).fork(), q + 1).ldelim();
                if (m.refd_setl_flag != null && $Object.hasOwnProperty.call(m, "refd_setl_flag") && m.refd_setl_flag !== "")
                    w.uint32(90).string(m.refd_setl_flag);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            StatementDetail.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.StatementDetail();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.msgid = v;
                            else
                                delete m.msgid;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.setl_id = v;
                            else
                                delete m.setl_id;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_id = v;
                            else
                                delete m.mdtrt_id;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.insutype = v;
                            else
                                delete m.insutype;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.clr_type = v;
                            else
                                delete m.clr_type;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.setl_optins = v;
                            else
                                delete m.setl_optins;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.setl_time = v;
                            else
                                delete m.setl_time;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            m.medfee_sumamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.medfee_sumamt);
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            m.fund_pay_sumamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.fund_pay_sumamt);
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            m.acct_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.acct_pay);
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.refd_setl_flag = v;
                            else
                                delete m.refd_setl_flag;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return StatementDetail;
        })();

        v1.UpdateKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "UPDATE_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "UPDATE_KIND_PACK"] = 1;
            values[valuesById[2] = "UPDATE_KIND_CATALOGUE"] = 2;
            values[valuesById[3] = "UPDATE_KIND_REVOCATION"] = 3;
            values[valuesById[4] = "UPDATE_KIND_PROFILE"] = 4;
            return values;
        })();

        v1.FetchUpdatesRequest = (function() {

            const FetchUpdatesRequest = function (p) {
                this.held = [];
                this.partial = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            FetchUpdatesRequest.prototype.header = null;
            FetchUpdatesRequest.prototype.held = $util.emptyArray;
            FetchUpdatesRequest.prototype.partial = $util.emptyArray;

            FetchUpdatesRequest.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.header != null && $Object.hasOwnProperty.call(m, "header"))
                    $root.tongxing.v1.Header.encode(m.header, w.uint32(10).fork(), q + 1).ldelim();
                if (m.held != null && m.held.length) {
                    for (var i = 0; i < m.held.length; ++i)
                        $root.tongxing.v1.HeldVersion.encode(m.held[i], w.uint32(18).fork(), q + 1).ldelim();
                }
                if (m.partial != null && m.partial.length) {
                    for (var i = 0; i < m.partial.length; ++i)
                        $root.tongxing.v1.PartialUpdate.encode(m.partial[i], w.uint32(26).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            FetchUpdatesRequest.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.FetchUpdatesRequest();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.header = $root.tongxing.v1.Header.decode(r, r.size(), $undefined, q + 1, m.header);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.held && m.held.length))
                                m.held = [];
                            m.held.push($root.tongxing.v1.HeldVersion.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.partial && m.partial.length))
                                m.partial = [];
                            m.partial.push($root.tongxing.v1.PartialUpdate.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return FetchUpdatesRequest;
        })();

        v1.HeldVersion = (function() {

            const HeldVersion = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            HeldVersion.prototype.kind = 0;
            HeldVersion.prototype.name = "";
            HeldVersion.prototype.version = "";
            HeldVersion.prototype.sha256 = $util.newBuffer([]);

            HeldVersion.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.kind != null && $Object.hasOwnProperty.call(m, "kind") && m.kind !== 0)
                    w.uint32(8).int32(m.kind);
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(18).string(m.name);
                if (m.version != null && $Object.hasOwnProperty.call(m, "version") && m.version !== "")
                    w.uint32(26).string(m.version);
                if (m.sha256 != null && $Object.hasOwnProperty.call(m, "sha256") && m.sha256.length)
                    w.uint32(34).bytes(m.sha256);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            HeldVersion.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.HeldVersion();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.int32())
                                m.kind = v;
                            else
                                delete m.kind;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.version = v;
                            else
                                delete m.version;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.sha256 = v;
                            else
                                delete m.sha256;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return HeldVersion;
        })();

        v1.PartialUpdate = (function() {

            const PartialUpdate = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            PartialUpdate.prototype.sha256 = $util.newBuffer([]);
            PartialUpdate.prototype.bytes_held = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            PartialUpdate.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.sha256 != null && $Object.hasOwnProperty.call(m, "sha256") && m.sha256.length)
                    w.uint32(10).bytes(m.sha256);
                if (m.bytes_held != null && $Object.hasOwnProperty.call(m, "bytes_held") && (typeof m.bytes_held === "object" ? m.bytes_held.low || m.bytes_held.high : m.bytes_held !== 0))
                    w.uint32(16).uint64(m.bytes_held);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            PartialUpdate.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.PartialUpdate();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.sha256 = v;
                            else
                                delete m.sha256;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.bytes_held = v;
                            else
                                delete m.bytes_held;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return PartialUpdate;
        })();

        v1.FetchUpdatesResponse = (function() {

            const FetchUpdatesResponse = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            FetchUpdatesResponse.prototype.kind = 0;
            FetchUpdatesResponse.prototype.name = "";
            FetchUpdatesResponse.prototype.version = "";
            FetchUpdatesResponse.prototype.begndate = "";
            FetchUpdatesResponse.prototype.total_bytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            FetchUpdatesResponse.prototype.sha256 = $util.newBuffer([]);
            FetchUpdatesResponse.prototype.signature = $util.newBuffer([]);
            FetchUpdatesResponse.prototype.chunk = $util.newBuffer([]);
            FetchUpdatesResponse.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            FetchUpdatesResponse.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.kind != null && $Object.hasOwnProperty.call(m, "kind") && m.kind !== 0)
                    w.uint32(8).int32(m.kind);
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(18).string(m.name);
                if (m.version != null && $Object.hasOwnProperty.call(m, "version") && m.version !== "")
                    w.uint32(26).string(m.version);
                if (m.begndate != null && $Object.hasOwnProperty.call(m, "begndate") && m.begndate !== "")
                    w.uint32(34).string(m.begndate);
                if (m.total_bytes != null && $Object.hasOwnProperty.call(m, "total_bytes") && (typeof m.total_bytes === "object" ? m.total_bytes.low || m.total_bytes.high : m.total_bytes !== 0))
                    w.uint32(40).uint64(m.total_bytes);
                if (m.sha256 != null && $Object.hasOwnProperty.call(m, "sha256") && m.sha256.length)
                    w.uint32(50).bytes(m.sha256);
                if (m.signature != null && $Object.hasOwnProperty.call(m, "signature") && m.signature.length)
                    w.uint32(58).bytes(m.signature);
                if (m.chunk != null && $Object.hasOwnProperty.call(m, "chunk") && m.chunk.length)
                    w.uint32(66).bytes(m.chunk);
                if (m.offset != null && $Object.hasOwnProperty.call(m, "offset") && (typeof m.offset === "object" ? m.offset.low || m.offset.high : m.offset !== 0))
                    w.uint32(72).uint64(m.offset);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            FetchUpdatesResponse.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.FetchUpdatesResponse();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.int32())
                                m.kind = v;
                            else
                                delete m.kind;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.version = v;
                            else
                                delete m.version;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.begndate = v;
                            else
                                delete m.begndate;
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.total_bytes = v;
                            else
                                delete m.total_bytes;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.sha256 = v;
                            else
                                delete m.sha256;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.signature = v;
                            else
                                delete m.signature;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.chunk = v;
                            else
                                delete m.chunk;
                            continue;
                        }
                    case 9: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.offset = v;
                            else
                                delete m.offset;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return FetchUpdatesResponse;
        })();

        v1.Transaction = (function() {

            const Transaction = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Transaction.prototype.msgid = "";
            Transaction.prototype.infno = "";
            Transaction.prototype.fixmedins_code = "";
            Transaction.prototype.dev_no = "";
            Transaction.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Transaction.prototype.number = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Transaction.prototype.inf_time = "";
            Transaction.prototype.mdtrtarea_admvs = "";
            Transaction.prototype.insuplc_admdvs = "";
            Transaction.prototype.opter = "";
            Transaction.prototype.opter_name = "";
            Transaction.prototype.sale = null;
            Transaction.prototype.reversal = null;
            Transaction.prototype.registration = null;
            Transaction.prototype.visit_info = null;
            Transaction.prototype.fee_upload = null;
            Transaction.prototype.visit_settlement = null;
            Transaction.prototype.goods = null;

            let $oneOfFields;

            $Object.defineProperty(Transaction.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["sale", "reversal", "registration", "visit_info", "fee_upload", "visit_settlement", "goods"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            Transaction.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.msgid != null && $Object.hasOwnProperty.call(m, "msgid") && m.msgid !== "")
                    w.uint32(10).string(m.msgid);
                if (m.infno != null && $Object.hasOwnProperty.call(m, "infno") && m.infno !== "")
                    w.uint32(18).string(m.infno);
                if (m.fixmedins_code != null && $Object.hasOwnProperty.call(m, "fixmedins_code") && m.fixmedins_code !== "")
                    w.uint32(26).string(m.fixmedins_code);
                if (m.dev_no != null && $Object.hasOwnProperty.call(m, "dev_no") && m.dev_no !== "")
                    w.uint32(34).string(m.dev_no);
                if (m.epoch != null && $Object.hasOwnProperty.call(m, "epoch") && (typeof m.epoch === "object" ? m.epoch.low || m.epoch.high : m.epoch !== 0))
                    w.uint32(40).uint64(m.epoch);
                if (m.number != null && $Object.hasOwnProperty.call(m, "number") && (typeof m.number === "object" ? m.number.low || m.number.high : m.number !== 0))
                    w.uint32(48).uint64(m.number);
                if (m.inf_time != null && $Object.hasOwnProperty.call(m, "inf_time") && m.inf_time !== "")
                    w.uint32(58).string(m.inf_time);
                if (m.mdtrtarea_admvs != null && $Object.hasOwnProperty.call(m, "mdtrtarea_admvs") && m.mdtrtarea_admvs !== "")
                    w.uint32(66).string(m.mdtrtarea_admvs);
                if (m.insuplc_admdvs != null && $Object.hasOwnProperty.call(m, "insuplc_admdvs") && m.insuplc_admdvs !== "")
                    w.uint32(74).string(m.insuplc_admdvs);
                if (m.opter != null && $Object.hasOwnProperty.call(m, "opter") && m.opter !== "")
                    w.uint32(82).string(m.opter);
                if (m.opter_name != null && $Object.hasOwnProperty.call(m, "opter_name") && m.opter_name !== "")
                    w.uint32(90).string(m.opter_name);
                if (m.sale != null && $Object.hasOwnProperty.call(m, "sale"))
                    $root.tongxing.v1.Sale.encode(m.sale, w.uint32(162).fork(), q + 1).ldelim();
                if (m.reversal != null && $Object.hasOwnProperty.call(m, "reversal"))
                    $root.tongxing.v1.Reversal.encode(m.reversal, w.uint32(170).fork(), q + 1).ldelim();
                if (m.registration != null && $Object.hasOwnProperty.call(m, "registration"))
                    $root.tongxing.v1.Registration.encode(m.registration, w.uint32(178).fork(), q + 1).ldelim();
                if (m.visit_info != null && $Object.hasOwnProperty.call(m, "visit_info"))
                    $root.tongxing.v1.VisitInfo.encode(m.visit_info, w.uint32(186).fork(), q + 1).ldelim();
                if (m.fee_upload != null && $Object.hasOwnProperty.call(m, "fee_upload"))
                    $root.tongxing.v1.FeeUpload.encode(m.fee_upload, w.uint32(194).fork(), q + 1).ldelim();
                if (m.visit_settlement != null && $Object.hasOwnProperty.call(m, "visit_settlement"))
                    $root.tongxing.v1.VisitSettlement.encode(m.visit_settlement, w.uint32(202).fork(), q + 1).ldelim();
                if (m.goods != null && $Object.hasOwnProperty.call(m, "goods"))
                    $root.tongxing.v1.GoodsSale.encode(m.goods, w.uint32(242).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Transaction.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Transaction();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.msgid = v;
                            else
                                delete m.msgid;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.infno = v;
                            else
                                delete m.infno;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.fixmedins_code = v;
                            else
                                delete m.fixmedins_code;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dev_no = v;
                            else
                                delete m.dev_no;
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.epoch = v;
                            else
                                delete m.epoch;
                            continue;
                        }
                    case 6: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.number = v;
                            else
                                delete m.number;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.inf_time = v;
                            else
                                delete m.inf_time;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrtarea_admvs = v;
                            else
                                delete m.mdtrtarea_admvs;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.insuplc_admdvs = v;
                            else
                                delete m.insuplc_admdvs;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.opter = v;
                            else
                                delete m.opter;
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.opter_name = v;
                            else
                                delete m.opter_name;
                            continue;
                        }
                    case 20: {
                            if (u !== 2)
                                break;
                            m.sale = $root.tongxing.v1.Sale.decode(r, r.size(), $undefined, q + 1, m.sale);
                            m.body = "sale";
                            continue;
                        }
                    case 21: {
                            if (u !== 2)
                                break;
                            m.reversal = $root.tongxing.v1.Reversal.decode(r, r.size(), $undefined, q + 1, m.reversal);
                            m.body = "reversal";
                            continue;
                        }
                    case 22: {
                            if (u !== 2)
                                break;
                            m.registration = $root.tongxing.v1.Registration.decode(r, r.size(), $undefined, q + 1, m.registration);
                            m.body = "registration";
                            continue;
                        }
                    case 23: {
                            if (u !== 2)
                                break;
                            m.visit_info = $root.tongxing.v1.VisitInfo.decode(r, r.size(), $undefined, q + 1, m.visit_info);
                            m.body = "visit_info";
                            continue;
                        }
                    case 24: {
                            if (u !== 2)
                                break;
                            m.fee_upload = $root.tongxing.v1.FeeUpload.decode(r, r.size(), $undefined, q + 1, m.fee_upload);
                            m.body = "fee_upload";
                            continue;
                        }
                    case 25: {
                            if (u !== 2)
                                break;
                            m.visit_settlement = $root.tongxing.v1.VisitSettlement.decode(r, r.size(), $undefined, q + 1, m.visit_settlement);
                            m.body = "visit_settlement";
                            continue;
                        }
                    case 30: {
                            if (u !== 2)
                                break;
                            m.goods = $root.tongxing.v1.GoodsSale.decode(r, r.size(), $undefined, q + 1, m.goods);
                            m.body = "goods";
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Transaction;
        })();

        v1.Sale = (function() {

            const Sale = function (p) {
                this.drugdetail = [];
                this.override = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Sale.prototype.druginfo = null;
            Sale.prototype.drugdetail = $util.emptyArray;
            Sale.prototype.estimate = null;
            Sale.prototype.pack = "";
            Sale.prototype.pack_version = "";
            Sale.prototype.catalogue_version = "";
            Sale.prototype.override = $util.emptyArray;
            Sale.prototype.remainder_of = "";

            Sale.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.druginfo != null && $Object.hasOwnProperty.call(m, "druginfo"))
                    $root.tongxing.v1.Druginfo.encode(m.druginfo, w.uint32(10).fork(), q + 1).ldelim();
                if (m.drugdetail != null && m.drugdetail.length) {
                    for (var i = 0; i < m.drugdetail.length; ++i)
                        $root.tongxing.v1.Drugdetail.encode(m.drugdetail[i], w.uint32(18).fork(), q + 1).ldelim();
                }
                if (m.estimate != null && $Object.hasOwnProperty.call(m, "estimate"))
                    $root.tongxing.v1.Setlinfo.encode(m.estimate, w.uint32(26).fork(), q + 1).ldelim();
                if (m.pack != null && $Object.hasOwnProperty.call(m, "pack") && m.pack !== "")
                    w.uint32(34).string(m.pack);
                if (m.pack_version != null && $Object.hasOwnProperty.call(m, "pack_version") && m.pack_version !== "")
                    w.uint32(42).string(m.pack_version);
                if (m.catalogue_version != null && $Object.hasOwnProperty.call(m, "catalogue_version") && m.catalogue_version !== "")
                    w.uint32(50).string(m.catalogue_version);
                if (m.override != null && m.override.length) {
                    for (var i = 0; i < m.override.length; ++i)
                        $root.tongxing.v1.Override.encode(m.override[i], w.uint32(58).fork(), q + 1).ldelim();
                }
                if (m.remainder_of != null && $Object.hasOwnProperty.call(m, "remainder_of") && m.remainder_of !== "")
                    w.uint32(242).string(m.remainder_of);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Sale.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Sale();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.druginfo = $root.tongxing.v1.Druginfo.decode(r, r.size(), $undefined, q + 1, m.druginfo);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.drugdetail && m.drugdetail.length))
                                m.drugdetail = [];
                            m.drugdetail.push($root.tongxing.v1.Drugdetail.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.estimate = $root.tongxing.v1.Setlinfo.decode(r, r.size(), $undefined, q + 1, m.estimate);
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.pack = v;
                            else
                                delete m.pack;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.pack_version = v;
                            else
                                delete m.pack_version;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.catalogue_version = v;
                            else
                                delete m.catalogue_version;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if (!(m.override && m.override.length))
                                m.override = [];
                            m.override.push($root.tongxing.v1.Override.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 30: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.remainder_of = v;
                            else
                                delete m.remainder_of;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Sale;
        })();

        v1.GoodsSale = (function() {

            const GoodsSale = function (p) {
                this.selinfo = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            GoodsSale.prototype.mdtrt_setl_type = "";
            GoodsSale.prototype.setl_id = "";
            GoodsSale.prototype.psn_no = "";
            GoodsSale.prototype.mdtrt_sn = "";
            GoodsSale.prototype.rtal_docno = "";
            GoodsSale.prototype.sel_retn_time = "";
            GoodsSale.prototype.sel_retn_opter_name = "";
            GoodsSale.prototype.selinfo = $util.emptyArray;
            GoodsSale.prototype.estimate = null;

            GoodsSale.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.mdtrt_setl_type != null && $Object.hasOwnProperty.call(m, "mdtrt_setl_type") && m.mdtrt_setl_type !== "")
                    w.uint32(10).string(m.mdtrt_setl_type);
                if (m.setl_id != null && $Object.hasOwnProperty.call(m, "setl_id") && m.setl_id !== "")
                    w.uint32(18).string(m.setl_id);
                if (m.psn_no != null && $Object.hasOwnProperty.call(m, "psn_no") && m.psn_no !== "")
                    w.uint32(26).string(m.psn_no);
                if (m.mdtrt_sn != null && $Object.hasOwnProperty.call(m, "mdtrt_sn") && m.mdtrt_sn !== "")
                    w.uint32(34).string(m.mdtrt_sn);
                if (m.rtal_docno != null && $Object.hasOwnProperty.call(m, "rtal_docno") && m.rtal_docno !== "")
                    w.uint32(42).string(m.rtal_docno);
                if (m.sel_retn_time != null && $Object.hasOwnProperty.call(m, "sel_retn_time") && m.sel_retn_time !== "")
                    w.uint32(50).string(m.sel_retn_time);
                if (m.sel_retn_opter_name != null && $Object.hasOwnProperty.call(m, "sel_retn_opter_name") && m.sel_retn_opter_name !== "")
                    w.uint32(58).string(m.sel_retn_opter_name);
                if (m.selinfo != null && m.selinfo.length) {
                    for (var i = 0; i < m.selinfo.length; ++i)
                        $root.tongxing.v1.GoodsSold.encode(m.selinfo[i], w.uint32(66).fork(), q + 1).ldelim();
                }
                if (m.estimate != null && $Object.hasOwnProperty.call(m, "estimate"))
                    $root.tongxing.v1.Setlinfo.encode(m.estimate, w.uint32(74).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            GoodsSale.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.GoodsSale();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_setl_type = v;
                            else
                                delete m.mdtrt_setl_type;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.setl_id = v;
                            else
                                delete m.setl_id;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_no = v;
                            else
                                delete m.psn_no;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_sn = v;
                            else
                                delete m.mdtrt_sn;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.rtal_docno = v;
                            else
                                delete m.rtal_docno;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.sel_retn_time = v;
                            else
                                delete m.sel_retn_time;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.sel_retn_opter_name = v;
                            else
                                delete m.sel_retn_opter_name;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if (!(m.selinfo && m.selinfo.length))
                                m.selinfo = [];
                            m.selinfo.push($root.tongxing.v1.GoodsSold.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            m.estimate = $root.tongxing.v1.Setlinfo.decode(r, r.size(), $undefined, q + 1, m.estimate);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return GoodsSale;
        })();

        v1.GoodsSold = (function() {

            const GoodsSold = function (p) {
                this.drug_trac_codg = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            GoodsSold.prototype.fixmedins_bchno = "";
            GoodsSold.prototype.medins_prod_sel_no = "";
            GoodsSold.prototype.feedetl_sn = "";
            GoodsSold.prototype.med_list_codg = "";
            GoodsSold.prototype.fixmedins_hilist_id = "";
            GoodsSold.prototype.rxno = "";
            GoodsSold.prototype.rx_circ_flag = "";
            GoodsSold.prototype.trdn_flag = "";
            GoodsSold.prototype.finl_trns_pric = "";
            GoodsSold.prototype.sel_retn_cnt = "";
            GoodsSold.prototype.det_item_fee_sumamt = null;
            GoodsSold.prototype.drug_trac_codg = $util.emptyArray;

            GoodsSold.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.fixmedins_bchno != null && $Object.hasOwnProperty.call(m, "fixmedins_bchno") && m.fixmedins_bchno !== "")
                    w.uint32(10).string(m.fixmedins_bchno);
                if (m.medins_prod_sel_no != null && $Object.hasOwnProperty.call(m, "medins_prod_sel_no") && m.medins_prod_sel_no !== "")
                    w.uint32(18).string(m.medins_prod_sel_no);
                if (m.feedetl_sn != null && $Object.hasOwnProperty.call(m, "feedetl_sn") && m.feedetl_sn !== "")
                    w.uint32(26).string(m.feedetl_sn);
                if (m.med_list_codg != null && $Object.hasOwnProperty.call(m, "med_list_codg") && m.med_list_codg !== "")
                    w.uint32(34).string(m.med_list_codg);
                if (m.fixmedins_hilist_id != null && $Object.hasOwnProperty.call(m, "fixmedins_hilist_id") && m.fixmedins_hilist_id !== "")
                    w.uint32(42).string(m.fixmedins_hilist_id);
                if (m.rxno != null && $Object.hasOwnProperty.call(m, "rxno") && m.rxno !== "")
                    w.uint32(50).string(m.rxno);
                if (m.rx_circ_flag != null && $Object.hasOwnProperty.call(m, "rx_circ_flag") && m.rx_circ_flag !== "")
                    w.uint32(58).string(m.rx_circ_flag);
                if (m.trdn_flag != null && $Object.hasOwnProperty.call(m, "trdn_flag") && m.trdn_flag !== "")
                    w.uint32(66).string(m.trdn_flag);
                if (m.finl_trns_pric != null && $Object.hasOwnProperty.call(m, "finl_trns_pric") && m.finl_trns_pric !== "")
                    w.uint32(74).string(m.finl_trns_pric);
                if (m.sel_retn_cnt != null && $Object.hasOwnProperty.call(m, "sel_retn_cnt") && m.sel_retn_cnt !== "")
                    w.uint32(82).string(m.sel_retn_cnt);
                if (m.det_item_fee_sumamt != null && $Object.hasOwnProperty.call(m, "det_item_fee_sumamt"))
                    $root.tongxing.v1.Fen.encode(m.det_item_fee_sumamt, w.uint32(90).fork(), q + 1).ldelim();
                if (m.drug_trac_codg != null && m.drug_trac_codg.length) {
                    for (var i = 0; i < m.drug_trac_codg.length; ++i)
                        w.uint32(98).string(m.drug_trac_codg[i]);
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            GoodsSold.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.GoodsSold();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.fixmedins_bchno = v;
                            else
                                delete m.fixmedins_bchno;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.medins_prod_sel_no = v;
                            else
                                delete m.medins_prod_sel_no;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.feedetl_sn = v;
                            else
                                delete m.feedetl_sn;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.med_list_codg = v;
                            else
                                delete m.med_list_codg;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.fixmedins_hilist_id = v;
                            else
                                delete m.fixmedins_hilist_id;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.rxno = v;
                            else
                                delete m.rxno;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.rx_circ_flag = v;
                            else
                                delete m.rx_circ_flag;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.trdn_flag = v;
                            else
                                delete m.trdn_flag;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.finl_trns_pric = v;
                            else
                                delete m.finl_trns_pric;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.sel_retn_cnt = v;
                            else
                                delete m.sel_retn_cnt;
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            m.det_item_fee_sumamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.det_item_fee_sumamt);
                            continue;
                        }
                    case 12: {
                            if (u !== 2)
                                break;
                            if (!(m.drug_trac_codg && m.drug_trac_codg.length))
                                m.drug_trac_codg = [];
                            m.drug_trac_codg.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return GoodsSold;
        })();

        v1.GoodsResult = (function() {

            const GoodsResult = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            GoodsResult.prototype.fixmedins_bchno = "";
            GoodsResult.prototype.ret_rslt = "";
            GoodsResult.prototype.msg_rslt = "";

            GoodsResult.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.fixmedins_bchno != null && $Object.hasOwnProperty.call(m, "fixmedins_bchno") && m.fixmedins_bchno !== "")
                    w.uint32(10).string(m.fixmedins_bchno);
                if (m.ret_rslt != null && $Object.hasOwnProperty.call(m, "ret_rslt") && m.ret_rslt !== "")
                    w.uint32(18).string(m.ret_rslt);
                if (m.msg_rslt != null && $Object.hasOwnProperty.call(m, "msg_rslt") && m.msg_rslt !== "")
                    w.uint32(26).string(m.msg_rslt);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            GoodsResult.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.GoodsResult();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.fixmedins_bchno = v;
                            else
                                delete m.fixmedins_bchno;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.ret_rslt = v;
                            else
                                delete m.ret_rslt;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.msg_rslt = v;
                            else
                                delete m.msg_rslt;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return GoodsResult;
        })();

        v1.VisitSettlement = (function() {

            const VisitSettlement = function (p) {
                this.drug_trac_info = [];
                this.override = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            VisitSettlement.prototype.mdtrt_id = "";
            VisitSettlement.prototype.setl_id = "";
            VisitSettlement.prototype.psn_no = "";
            VisitSettlement.prototype.mdtrt_cert_type = "";
            VisitSettlement.prototype.mdtrt_cert_no = "";
            VisitSettlement.prototype.card_sn = "";
            VisitSettlement.prototype.med_type = "";
            VisitSettlement.prototype.medfee_sumamt = null;
            VisitSettlement.prototype.psn_setlway = "";
            VisitSettlement.prototype.chrg_bchno = "";
            VisitSettlement.prototype.insutype = "";
            VisitSettlement.prototype.acct_used_flag = "";
            VisitSettlement.prototype.invono = "";
            VisitSettlement.prototype.fulamt_ownpay_amt = null;
            VisitSettlement.prototype.overlmt_selfpay = null;
            VisitSettlement.prototype.preselfpay_amt = null;
            VisitSettlement.prototype.inscp_scp_amt = null;
            VisitSettlement.prototype.drug_trac_info = $util.emptyArray;
            VisitSettlement.prototype.begntime = "";
            VisitSettlement.prototype.estimate = null;
            VisitSettlement.prototype.pack = "";
            VisitSettlement.prototype.pack_version = "";
            VisitSettlement.prototype.catalogue_version = "";
            VisitSettlement.prototype.override = $util.emptyArray;
            VisitSettlement.prototype.registration = null;
            VisitSettlement.prototype.visit_info = null;
            VisitSettlement.prototype.fee_upload = null;

            VisitSettlement.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.mdtrt_id != null && $Object.hasOwnProperty.call(m, "mdtrt_id") && m.mdtrt_id !== "")
                    w.uint32(10).string(m.mdtrt_id);
                if (m.setl_id != null && $Object.hasOwnProperty.call(m, "setl_id") && m.setl_id !== "")
                    w.uint32(18).string(m.setl_id);
                if (m.psn_no != null && $Object.hasOwnProperty.call(m, "psn_no") && m.psn_no !== "")
                    w.uint32(26).string(m.psn_no);
                if (m.mdtrt_cert_type != null && $Object.hasOwnProperty.call(m, "mdtrt_cert_type") && m.mdtrt_cert_type !== "")
                    w.uint32(34).string(m.mdtrt_cert_type);
                if (m.mdtrt_cert_no != null && $Object.hasOwnProperty.call(m, "mdtrt_cert_no") && m.mdtrt_cert_no !== "")
                    w.uint32(42).string(m.mdtrt_cert_no);
                if (m.card_sn != null && $Object.hasOwnProperty.call(m, "card_sn") && m.card_sn !== "")
                    w.uint32(50).string(m.card_sn);
                if (m.med_type != null && $Object.hasOwnProperty.call(m, "med_type") && m.med_type !== "")
                    w.uint32(58).string(m.med_type);
                if (m.medfee_sumamt != null && $Object.hasOwnProperty.call(m, "medfee_sumamt"))
                    $root.tongxing.v1.Fen.encode(m.medfee_sumamt, w.uint32(66).fork(), q + 1).ldelim();
                if (m.psn_setlway != null && $Object.hasOwnProperty.call(m, "psn_setlway") && m.psn_setlway !== "")
                    w.uint32(74).string(m.psn_setlway);
                if (m.chrg_bchno != null && $Object.hasOwnProperty.call(m, "chrg_bchno") && m.chrg_bchno !== "")
                    w.uint32(82).string(m.chrg_bchno);
                if (m.insutype != null && $Object.hasOwnProperty.call(m, "insutype") && m.insutype !== "")
                    w.uint32(90).string(m.insutype);
                if (m.acct_used_flag != null && $Object.hasOwnProperty.call(m, "acct_used_flag") && m.acct_used_flag !== "")
                    w.uint32(98).string(m.acct_used_flag);
                if (m.invono != null && $Object.hasOwnProperty.call(m, "invono") && m.invono !== "")
                    w.uint32(106).string(m.invono);
                if (m.fulamt_ownpay_amt != null && $Object.hasOwnProperty.call(m, "fulamt_ownpay_amt"))
                    $root.tongxing.v1.Fen.encode(m.fulamt_ownpay_amt, w.uint32(114).fork(), q + 1).ldelim();
                if (m.overlmt_selfpay != null && $Object.hasOwnProperty.call(m, "overlmt_selfpay"))
                    $root.tongxing.v1.Fen.encode(m.overlmt_selfpay, w.uint32(122).fork(), q + 1).ldelim();
                if (m.preselfpay_amt != null && $Object.hasOwnProperty.call(m, "preselfpay_amt"))
                    $root.tongxing.v1.Fen.encode(m.preselfpay_amt, w.uint32(130).fork(), q + 1).ldelim();
                if (m.inscp_scp_amt != null && $Object.hasOwnProperty.call(m, "inscp_scp_amt"))
                    $root.tongxing.v1.Fen.encode(m.inscp_scp_amt, w.uint32(138).fork(), q + 1).ldelim();
                if (m.drug_trac_info != null && m.drug_trac_info.length) {
                    for (var i = 0; i < m.drug_trac_info.length; ++i)
                        $root.tongxing.v1.DrugTracInfo.encode(m.drug_trac_info[i], w.uint32(146).fork(), q + 1).ldelim();
                }
                if (m.begntime != null && $Object.hasOwnProperty.call(m, "begntime") && m.begntime !== "")
                    w.uint32(154).string(m.begntime);
                if (m.estimate != null && $Object.hasOwnProperty.call(m, "estimate"))
                    $root.tongxing.v1.Setlinfo.encode(m.estimate, w.uint32(162).fork(), q + 1).ldelim();
                if (m.pack != null && $Object.hasOwnProperty.call(m, "pack") && m.pack !== "")
                    w.uint32(170).string(m.pack);
                if (m.pack_version != null && $Object.hasOwnProperty.call(m, "pack_version") && m.pack_version !== "")
                    w.uint32(178).string(m.pack_version);
                if (m.catalogue_version != null && $Object.hasOwnProperty.call(m, "catalogue_version") && m.catalogue_version !== "")
                    w.uint32(186).string(m.catalogue_version);
                if (m.override != null && m.override.length) {
                    for (var i = 0; i < m.override.length; ++i)
                        $root.tongxing.v1.Override.encode(m.override[i], w.uint32(194).fork(), q + 1).ldelim();
                }
                if (m.registration != null && $Object.hasOwnProperty.call(m, "registration"))
                    $root.tongxing.v1.Registration.encode(m.registration, w.uint32(202).fork(), q + 1).ldelim();
                if (m.visit_info != null && $Object.hasOwnProperty.call(m, "visit_info"))
                    $root.tongxing.v1.VisitInfo.encode(m.visit_info, w.uint32(210).fork(), q + 1).ldelim();
                if (m.fee_upload != null && $Object.hasOwnProperty.call(m, "fee_upload"))
                    $root.tongxing.v1.FeeUpload.encode(m.fee_upload, w.uint32(218).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            VisitSettlement.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.VisitSettlement();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_id = v;
                            else
                                delete m.mdtrt_id;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.setl_id = v;
                            else
                                delete m.setl_id;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_no = v;
                            else
                                delete m.psn_no;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_cert_type = v;
                            else
                                delete m.mdtrt_cert_type;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_cert_no = v;
                            else
                                delete m.mdtrt_cert_no;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.card_sn = v;
                            else
                                delete m.card_sn;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.med_type = v;
                            else
                                delete m.med_type;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            m.medfee_sumamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.medfee_sumamt);
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_setlway = v;
                            else
                                delete m.psn_setlway;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.chrg_bchno = v;
                            else
                                delete m.chrg_bchno;
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.insutype = v;
                            else
                                delete m.insutype;
                            continue;
                        }
                    case 12: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.acct_used_flag = v;
                            else
                                delete m.acct_used_flag;
                            continue;
                        }
                    case 13: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.invono = v;
                            else
                                delete m.invono;
                            continue;
                        }
                    case 14: {
                            if (u !== 2)
                                break;
                            m.fulamt_ownpay_amt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.fulamt_ownpay_amt);
                            continue;
                        }
                    case 15: {
                            if (u !== 2)
                                break;
                            m.overlmt_selfpay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.overlmt_selfpay);
                            continue;
                        }
                    case 16: {
                            if (u !== 2)
                                break;
                            m.preselfpay_amt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.preselfpay_amt);
                            continue;
                        }
                    case 17: {
                            if (u !== 2)
                                break;
                            m.inscp_scp_amt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.inscp_scp_amt);
                            continue;
                        }
                    case 18: {
                            if (u !== 2)
                                break;
                            if (!(m.drug_trac_info && m.drug_trac_info.length))
                                m.drug_trac_info = [];
                            m.drug_trac_info.push($root.tongxing.v1.DrugTracInfo.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 19: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.begntime = v;
                            else
                                delete m.begntime;
                            continue;
                        }
                    case 20: {
                            if (u !== 2)
                                break;
                            m.estimate = $root.tongxing.v1.Setlinfo.decode(r, r.size(), $undefined, q + 1, m.estimate);
                            continue;
                        }
                    case 21: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.pack = v;
                            else
                                delete m.pack;
                            continue;
                        }
                    case 22: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.pack_version = v;
                            else
                                delete m.pack_version;
                            continue;
                        }
                    case 23: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.catalogue_version = v;
                            else
                                delete m.catalogue_version;
                            continue;
                        }
                    case 24: {
                            if (u !== 2)
                                break;
                            if (!(m.override && m.override.length))
                                m.override = [];
                            m.override.push($root.tongxing.v1.Override.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 25: {
                            if (u !== 2)
                                break;
                            m.registration = $root.tongxing.v1.Registration.decode(r, r.size(), $undefined, q + 1, m.registration);
                            continue;
                        }
                    case 26: {
                            if (u !== 2)
                                break;
                            m.visit_info = $root.tongxing.v1.VisitInfo.decode(r, r.size(), $undefined, q + 1, m.visit_info);
                            continue;
                        }
                    case 27: {
                            if (u !== 2)
                                break;
                            m.fee_upload = $root.tongxing.v1.FeeUpload.decode(r, r.size(), $undefined, q + 1, m.fee_upload);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return VisitSettlement;
        })();

        v1.Override = (function() {

            const Override = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Override.prototype.code = "";
            Override.prototype.feedetl_sn = "";
            Override.prototype.severity = "";
            Override.prototype.reason = "";
            Override.prototype.opter = "";

            Override.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.code != null && $Object.hasOwnProperty.call(m, "code") && m.code !== "")
                    w.uint32(10).string(m.code);
                if (m.feedetl_sn != null && $Object.hasOwnProperty.call(m, "feedetl_sn") && m.feedetl_sn !== "")
                    w.uint32(18).string(m.feedetl_sn);
                if (m.severity != null && $Object.hasOwnProperty.call(m, "severity") && m.severity !== "")
                    w.uint32(26).string(m.severity);
                if (m.reason != null && $Object.hasOwnProperty.call(m, "reason") && m.reason !== "")
                    w.uint32(34).string(m.reason);
                if (m.opter != null && $Object.hasOwnProperty.call(m, "opter") && m.opter !== "")
                    w.uint32(42).string(m.opter);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Override.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Override();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.code = v;
                            else
                                delete m.code;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.feedetl_sn = v;
                            else
                                delete m.feedetl_sn;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.severity = v;
                            else
                                delete m.severity;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.reason = v;
                            else
                                delete m.reason;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.opter = v;
                            else
                                delete m.opter;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Override;
        })();

        v1.Druginfo = (function() {

            const Druginfo = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Druginfo.prototype.psn_no = "";
            Druginfo.prototype.mdtrt_cert_type = "";
            Druginfo.prototype.mdtrt_cert_no = "";
            Druginfo.prototype.card_sn = "";
            Druginfo.prototype.begntime = "";
            Druginfo.prototype.medfee_sumamt = null;
            Druginfo.prototype.insutype = "";
            Druginfo.prototype.dise_codg = "";
            Druginfo.prototype.dise_name = "";
            Druginfo.prototype.acct_used_flag = "";
            Druginfo.prototype.med_type = "";

            Druginfo.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.psn_no != null && $Object.hasOwnProperty.call(m, "psn_no") && m.psn_no !== "")
                    w.uint32(10).string(m.psn_no);
                if (m.mdtrt_cert_type != null && $Object.hasOwnProperty.call(m, "mdtrt_cert_type") && m.mdtrt_cert_type !== "")
                    w.uint32(18).string(m.mdtrt_cert_type);
                if (m.mdtrt_cert_no != null && $Object.hasOwnProperty.call(m, "mdtrt_cert_no") && m.mdtrt_cert_no !== "")
                    w.uint32(26).string(m.mdtrt_cert_no);
                if (m.card_sn != null && $Object.hasOwnProperty.call(m, "card_sn") && m.card_sn !== "")
                    w.uint32(34).string(m.card_sn);
                if (m.begntime != null && $Object.hasOwnProperty.call(m, "begntime") && m.begntime !== "")
                    w.uint32(42).string(m.begntime);
                if (m.medfee_sumamt != null && $Object.hasOwnProperty.call(m, "medfee_sumamt"))
                    $root.tongxing.v1.Fen.encode(m.medfee_sumamt, w.uint32(50).fork(), q + 1).ldelim();
                if (m.insutype != null && $Object.hasOwnProperty.call(m, "insutype") && m.insutype !== "")
                    w.uint32(58).string(m.insutype);
                if (m.dise_codg != null && $Object.hasOwnProperty.call(m, "dise_codg") && m.dise_codg !== "")
                    w.uint32(66).string(m.dise_codg);
                if (m.dise_name != null && $Object.hasOwnProperty.call(m, "dise_name") && m.dise_name !== "")
                    w.uint32(74).string(m.dise_name);
                if (m.acct_used_flag != null && $Object.hasOwnProperty.call(m, "acct_used_flag") && m.acct_used_flag !== "")
                    w.uint32(82).string(m.acct_used_flag);
                if (m.med_type != null && $Object.hasOwnProperty.call(m, "med_type") && m.med_type !== "")
                    w.uint32(90).string(m.med_type);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Druginfo.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Druginfo();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_no = v;
                            else
                                delete m.psn_no;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_cert_type = v;
                            else
                                delete m.mdtrt_cert_type;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_cert_no = v;
                            else
                                delete m.mdtrt_cert_no;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.card_sn = v;
                            else
                                delete m.card_sn;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.begntime = v;
                            else
                                delete m.begntime;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            m.medfee_sumamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.medfee_sumamt);
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.insutype = v;
                            else
                                delete m.insutype;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dise_codg = v;
                            else
                                delete m.dise_codg;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dise_name = v;
                            else
                                delete m.dise_name;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.acct_used_flag = v;
                            else
                                delete m.acct_used_flag;
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.med_type = v;
                            else
                                delete m.med_type;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Druginfo;
        })();

        v1.Drugdetail = (function() {

            const Drugdetail = function (p) {
                this.drug_trac_info = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Drugdetail.prototype.feedetl_sn = "";
            Drugdetail.prototype.rxno = "";
            Drugdetail.prototype.rx_circ_flag = "";
            Drugdetail.prototype.fee_ocur_time = "";
            Drugdetail.prototype.med_list_codg = "";
            Drugdetail.prototype.medins_list_codg = "";
            Drugdetail.prototype.det_item_fee_sumamt = null;
            Drugdetail.prototype.cnt = "";
            Drugdetail.prototype.pric = "";
            Drugdetail.prototype.drug_trac_info = $util.emptyArray;

            Drugdetail.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.feedetl_sn != null && $Object.hasOwnProperty.call(m, "feedetl_sn") && m.feedetl_sn !== "")
                    w.uint32(10).string(m.feedetl_sn);
                if (m.rxno != null && $Object.hasOwnProperty.call(m, "rxno") && m.rxno !== "")
                    w.uint32(18).string(m.rxno);
                if (m.rx_circ_flag != null && $Object.hasOwnProperty.call(m, "rx_circ_flag") && m.rx_circ_flag !== "")
                    w.uint32(26).string(m.rx_circ_flag);
                if (m.fee_ocur_time != null && $Object.hasOwnProperty.call(m, "fee_ocur_time") && m.fee_ocur_time !== "")
                    w.uint32(34).string(m.fee_ocur_time);
                if (m.med_list_codg != null && $Object.hasOwnProperty.call(m, "med_list_codg") && m.med_list_codg !== "")
                    w.uint32(42).string(m.med_list_codg);
                if (m.medins_list_codg != null && $Object.hasOwnProperty.call(m, "medins_list_codg") && m.medins_list_codg !== "")
                    w.uint32(50).string(m.medins_list_codg);
                if (m.det_item_fee_sumamt != null && $Object.hasOwnProperty.call(m, "det_item_fee_sumamt"))
                    $root.tongxing.v1.Fen.encode(m.det_item_fee_sumamt, w.uint32(58).fork(), q + 1).ldelim();
                if (m.cnt != null && $Object.hasOwnProperty.call(m, "cnt") && m.cnt !== "")
                    w.uint32(66).string(m.cnt);
                if (m.pric != null && $Object.hasOwnProperty.call(m, "pric") && m.pric !== "")
                    w.uint32(74).string(m.pric);
                if (m.drug_trac_info != null && m.drug_trac_info.length) {
                    for (var i = 0; i < m.drug_trac_info.length; ++i)
                        $root.tongxing.v1.DrugTracInfo.encode(m.drug_trac_info[i], w.uint32(82).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Drugdetail.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Drugdetail();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.feedetl_sn = v;
                            else
                                delete m.feedetl_sn;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.rxno = v;
                            else
                                delete m.rxno;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.rx_circ_flag = v;
                            else
                                delete m.rx_circ_flag;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.fee_ocur_time = v;
                            else
                                delete m.fee_ocur_time;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.med_list_codg = v;
                            else
                                delete m.med_list_codg;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.medins_list_codg = v;
                            else
                                delete m.medins_list_codg;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            m.det_item_fee_sumamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.det_item_fee_sumamt);
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.cnt = v;
                            else
                                delete m.cnt;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.pric = v;
                            else
                                delete m.pric;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if (!(m.drug_trac_info && m.drug_trac_info.length))
                                m.drug_trac_info = [];
                            m.drug_trac_info.push($root.tongxing.v1.DrugTracInfo.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Drugdetail;
        })();

        v1.DrugTracInfo = (function() {

            const DrugTracInfo = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            DrugTracInfo.prototype.feedetl_sn = "";
            DrugTracInfo.prototype.drug_trac_codg = "";
            DrugTracInfo.prototype.trdn_flag = "";
            DrugTracInfo.prototype.min_prcunt_type = "";

            DrugTracInfo.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.feedetl_sn != null && $Object.hasOwnProperty.call(m, "feedetl_sn") && m.feedetl_sn !== "")
                    w.uint32(10).string(m.feedetl_sn);
                if (m.drug_trac_codg != null && $Object.hasOwnProperty.call(m, "drug_trac_codg") && m.drug_trac_codg !== "")
                    w.uint32(18).string(m.drug_trac_codg);
                if (m.trdn_flag != null && $Object.hasOwnProperty.call(m, "trdn_flag") && m.trdn_flag !== "")
                    w.uint32(26).string(m.trdn_flag);
                if (m.min_prcunt_type != null && $Object.hasOwnProperty.call(m, "min_prcunt_type") && m.min_prcunt_type !== "")
                    w.uint32(34).string(m.min_prcunt_type);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            DrugTracInfo.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.DrugTracInfo();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.feedetl_sn = v;
                            else
                                delete m.feedetl_sn;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.drug_trac_codg = v;
                            else
                                delete m.drug_trac_codg;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.trdn_flag = v;
                            else
                                delete m.trdn_flag;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.min_prcunt_type = v;
                            else
                                delete m.min_prcunt_type;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return DrugTracInfo;
        })();

        v1.Reversal = (function() {

            const Reversal = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Reversal.prototype.omsgid = "";
            Reversal.prototype.oinfno = "";
            Reversal.prototype.psn_no = "";
            Reversal.prototype.setl_id = "";
            Reversal.prototype.mdtrt_id = "";
            Reversal.prototype.reason = "";
            Reversal.prototype.chrg_bchno = "";
            Reversal.prototype.ipt_otp_no = "";

            Reversal.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.omsgid != null && $Object.hasOwnProperty.call(m, "omsgid") && m.omsgid !== "")
                    w.uint32(10).string(m.omsgid);
                if (m.oinfno != null && $Object.hasOwnProperty.call(m, "oinfno") && m.oinfno !== "")
                    w.uint32(18).string(m.oinfno);
                if (m.psn_no != null && $Object.hasOwnProperty.call(m, "psn_no") && m.psn_no !== "")
                    w.uint32(26).string(m.psn_no);
                if (m.setl_id != null && $Object.hasOwnProperty.call(m, "setl_id") && m.setl_id !== "")
                    w.uint32(34).string(m.setl_id);
                if (m.mdtrt_id != null && $Object.hasOwnProperty.call(m, "mdtrt_id") && m.mdtrt_id !== "")
                    w.uint32(42).string(m.mdtrt_id);
                if (m.reason != null && $Object.hasOwnProperty.call(m, "reason") && m.reason !== "")
                    w.uint32(50).string(m.reason);
                if (m.chrg_bchno != null && $Object.hasOwnProperty.call(m, "chrg_bchno") && m.chrg_bchno !== "")
                    w.uint32(162).string(m.chrg_bchno);
                if (m.ipt_otp_no != null && $Object.hasOwnProperty.call(m, "ipt_otp_no") && m.ipt_otp_no !== "")
                    w.uint32(170).string(m.ipt_otp_no);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Reversal.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Reversal();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.omsgid = v;
                            else
                                delete m.omsgid;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.oinfno = v;
                            else
                                delete m.oinfno;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_no = v;
                            else
                                delete m.psn_no;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.setl_id = v;
                            else
                                delete m.setl_id;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_id = v;
                            else
                                delete m.mdtrt_id;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.reason = v;
                            else
                                delete m.reason;
                            continue;
                        }
                    case 20: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.chrg_bchno = v;
                            else
                                delete m.chrg_bchno;
                            continue;
                        }
                    case 21: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.ipt_otp_no = v;
                            else
                                delete m.ipt_otp_no;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Reversal;
        })();

        v1.Setlinfo = (function() {

            const Setlinfo = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Setlinfo.prototype.medfee_sumamt = null;
            Setlinfo.prototype.fulamt_ownpay_amt = null;
            Setlinfo.prototype.overlmt_selfpay = null;
            Setlinfo.prototype.preselfpay_amt = null;
            Setlinfo.prototype.inscp_scp_amt = null;
            Setlinfo.prototype.act_pay_dedc = null;
            Setlinfo.prototype.hifp_pay = null;
            Setlinfo.prototype.pool_prop_selfpay = "";
            Setlinfo.prototype.cvlserv_pay = null;
            Setlinfo.prototype.hifes_pay = null;
            Setlinfo.prototype.hifmi_pay = null;
            Setlinfo.prototype.hifob_pay = null;
            Setlinfo.prototype.hifdm_pay = null;
            Setlinfo.prototype.maf_pay = null;
            Setlinfo.prototype.oth_pay = null;
            Setlinfo.prototype.fund_pay_sumamt = null;
            Setlinfo.prototype.hosp_part_amt = null;
            Setlinfo.prototype.psn_part_amt = null;
            Setlinfo.prototype.acct_pay = null;
            Setlinfo.prototype.acct_mulaid_pay = null;
            Setlinfo.prototype.psn_cash_pay = null;
            Setlinfo.prototype.balc = null;

            Setlinfo.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.medfee_sumamt != null && $Object.hasOwnProperty.call(m, "medfee_sumamt"))
                    $root.tongxing.v1.Fen.encode(m.medfee_sumamt, w.uint32(10).fork(), q + 1).ldelim();
                if (m.fulamt_ownpay_amt != null && $Object.hasOwnProperty.call(m, "fulamt_ownpay_amt"))
                    $root.tongxing.v1.Fen.encode(m.fulamt_ownpay_amt, w.uint32(18).fork(), q + 1).ldelim();
                if (m.overlmt_selfpay != null && $Object.hasOwnProperty.call(m, "overlmt_selfpay"))
                    $root.tongxing.v1.Fen.encode(m.overlmt_selfpay, w.uint32(26).fork(), q + 1).ldelim();
                if (m.preselfpay_amt != null && $Object.hasOwnProperty.call(m, "preselfpay_amt"))
                    $root.tongxing.v1.Fen.encode(m.preselfpay_amt, w.uint32(34).fork(), q + 1).ldelim();
                if (m.inscp_scp_amt != null && $Object.hasOwnProperty.call(m, "inscp_scp_amt"))
                    $root.tongxing.v1.Fen.encode(m.inscp_scp_amt, w.uint32(42).fork(), q + 1).ldelim();
                if (m.act_pay_dedc != null && $Object.hasOwnProperty.call(m, "act_pay_dedc"))
                    $root.tongxing.v1.Fen.encode(m.act_pay_dedc, w.uint32(50).fork(), q + 1).ldelim();
                if (m.hifp_pay != null && $Object.hasOwnProperty.call(m, "hifp_pay"))
                    $root.tongxing.v1.Fen.encode(m.hifp_pay, w.uint32(58).fork(), q + 1).ldelim();
                if (m.pool_prop_selfpay != null && $Object.hasOwnProperty.call(m, "pool_prop_selfpay") && m.pool_prop_selfpay !== "")
                    w.uint32(66).string(m.pool_prop_selfpay);
                if (m.cvlserv_pay != null && $Object.hasOwnProperty.call(m, "cvlserv_pay"))
                    $root.tongxing.v1.Fen.encode(m.cvlserv_pay, w.uint32(74).fork(), q + 1).ldelim();
                if (m.hifes_pay != null && $Object.hasOwnProperty.call(m, "hifes_pay"))
                    $root.tongxing.v1.Fen.encode(m.hifes_pay, w.uint32(82).fork(), q + 1).ldelim();
                if (m.hifmi_pay != null && $Object.hasOwnProperty.call(m, "hifmi_pay"))
                    $root.tongxing.v1.Fen.encode(m.hifmi_pay, w.uint32(90).fork(), q + 1).ldelim();
                if (m.hifob_pay != null && $Object.hasOwnProperty.call(m, "hifob_pay"))
                    $root.tongxing.v1.Fen.encode(m.hifob_pay, w.uint32(98).fork(), q + 1).ldelim();
                if (m.hifdm_pay != null && $Object.hasOwnProperty.call(m, "hifdm_pay"))
                    $root.tongxing.v1.Fen.encode(m.hifdm_pay, w.uint32(106).fork(), q + 1).ldelim();
                if (m.maf_pay != null && $Object.hasOwnProperty.call(m, "maf_pay"))
                    $root.tongxing.v1.Fen.encode(m.maf_pay, w.uint32(114).fork(), q + 1).ldelim();
                if (m.oth_pay != null && $Object.hasOwnProperty.call(m, "oth_pay"))
                    $root.tongxing.v1.Fen.encode(m.oth_pay, w.uint32(122).fork(), q + 1).ldelim();
                if (m.fund_pay_sumamt != null && $Object.hasOwnProperty.call(m, "fund_pay_sumamt"))
                    $root.tongxing.v1.Fen.encode(m.fund_pay_sumamt, w.uint32(130).fork(), q + 1).ldelim();
                if (m.hosp_part_amt != null && $Object.hasOwnProperty.call(m, "hosp_part_amt"))
                    $root.tongxing.v1.Fen.encode(m.hosp_part_amt, w.uint32(138).fork(), q + 1).ldelim();
                if (m.psn_part_amt != null && $Object.hasOwnProperty.call(m, "psn_part_amt"))
                    $root.tongxing.v1.Fen.encode(m.psn_part_amt, w.uint32(146).fork(), q + 1).ldelim();
                if (m.acct_pay != null && $Object.hasOwnProperty.call(m, "acct_pay"))
                    $root.tongxing.v1.Fen.encode(m.acct_pay, w.uint32(154).fork(), q + 1).ldelim();
                if (m.acct_mulaid_pay != null && $Object.hasOwnProperty.call(m, "acct_mulaid_pay"))
                    $root.tongxing.v1.Fen.encode(m.acct_mulaid_pay, w.uint32(162).fork(), q + 1).ldelim();
                if (m.psn_cash_pay != null && $Object.hasOwnProperty.call(m, "psn_cash_pay"))
                    $root.tongxing.v1.Fen.encode(m.psn_cash_pay, w.uint32(170).fork(), q + 1).ldelim();
                if (m.balc != null && $Object.hasOwnProperty.call(m, "balc"))
                    $root.tongxing.v1.Fen.encode(m.balc, w.uint32(178).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Setlinfo.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Setlinfo();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.medfee_sumamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.medfee_sumamt);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.fulamt_ownpay_amt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.fulamt_ownpay_amt);
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.overlmt_selfpay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.overlmt_selfpay);
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.preselfpay_amt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.preselfpay_amt);
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            m.inscp_scp_amt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.inscp_scp_amt);
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            m.act_pay_dedc = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.act_pay_dedc);
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            m.hifp_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.hifp_pay);
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.pool_prop_selfpay = v;
                            else
                                delete m.pool_prop_selfpay;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            m.cvlserv_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.cvlserv_pay);
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            m.hifes_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.hifes_pay);
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            m.hifmi_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.hifmi_pay);
                            continue;
                        }
                    case 12: {
                            if (u !== 2)
                                break;
                            m.hifob_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.hifob_pay);
                            continue;
                        }
                    case 13: {
                            if (u !== 2)
                                break;
                            m.hifdm_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.hifdm_pay);
                            continue;
                        }
                    case 14: {
                            if (u !== 2)
                                break;
                            m.maf_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.maf_pay);
                            continue;
                        }
                    case 15: {
                            if (u !== 2)
                                break;
                            m.oth_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.oth_pay);
                            continue;
                        }
                    case 16: {
                            if (u !== 2)
                                break;
                            m.fund_pay_sumamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.fund_pay_sumamt);
                            continue;
                        }
                    case 17: {
                            if (u !== 2)
                                break;
                            m.hosp_part_amt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.hosp_part_amt);
                            continue;
                        }
                    case 18: {
                            if (u !== 2)
                                break;
                            m.psn_part_amt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.psn_part_amt);
                            continue;
                        }
                    case 19: {
                            if (u !== 2)
                                break;
                            m.acct_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.acct_pay);
                            continue;
                        }
                    case 20: {
                            if (u !== 2)
                                break;
                            m.acct_mulaid_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.acct_mulaid_pay);
                            continue;
                        }
                    case 21: {
                            if (u !== 2)
                                break;
                            m.psn_cash_pay = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.psn_cash_pay);
                            continue;
                        }
                    case 22: {
                            if (u !== 2)
                                break;
                            m.balc = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.balc);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Setlinfo;
        })();

        v1.Setldetail = (function() {

            const Setldetail = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Setldetail.prototype.fund_pay_type = "";
            Setldetail.prototype.fund_payamt = null;

            Setldetail.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.fund_pay_type != null && $Object.hasOwnProperty.call(m, "fund_pay_type") && m.fund_pay_type !== "")
                    w.uint32(10).string(m.fund_pay_type);
                if (m.fund_payamt != null && $Object.hasOwnProperty.call(m, "fund_payamt"))
                    $root.tongxing.v1.Fen.encode(m.fund_payamt, w.uint32(18).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Setldetail.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Setldetail();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.fund_pay_type = v;
                            else
                                delete m.fund_pay_type;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.fund_payamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.fund_payamt);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Setldetail;
        })();

        v1.Disposition = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "DISPOSITION_UNSPECIFIED"] = 0;
            values[valuesById[1] = "DISPOSITION_PERFORM"] = 1;
            values[valuesById[2] = "DISPOSITION_VOID"] = 2;
            return values;
        })();

        v1.QueuedItem = (function() {

            const QueuedItem = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            QueuedItem.prototype.transaction = $util.newBuffer([]);
            QueuedItem.prototype.attempt = null;
            QueuedItem.prototype.disposition = 0;

            QueuedItem.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.transaction != null && $Object.hasOwnProperty.call(m, "transaction") && m.transaction.length)
                    w.uint32(10).bytes(m.transaction);
                if (m.attempt != null && $Object.hasOwnProperty.call(m, "attempt"))
                    $root.tongxing.v1.Attempt.encode(m.attempt, w.uint32(18).fork(), q + 1).ldelim();
                if (m.disposition != null && $Object.hasOwnProperty.call(m, "disposition") && m.disposition !== 0)
                    w.uint32(24).int32(m.disposition);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            QueuedItem.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.QueuedItem();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.transaction = v;
                            else
                                delete m.transaction;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.attempt = $root.tongxing.v1.Attempt.decode(r, r.size(), $undefined, q + 1, m.attempt);
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (v = r.int32())
                                m.disposition = v;
                            else
                                delete m.disposition;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return QueuedItem;
        })();

        v1.Attempt = (function() {

            const Attempt = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Attempt.prototype.attempt = 0;
            Attempt.prototype.provisional = false;
            Attempt.prototype.grade = 0;
            Attempt.prototype.unavailable = "";
            Attempt.prototype.snapshot_age_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Attempt.prototype.previous_hash = $util.newBuffer([]);
            Attempt.prototype.wall_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Attempt.prototype.evidence = $util.newBuffer([]);
            Attempt.prototype.evidence_signature = $util.newBuffer([]);

            Attempt.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.attempt != null && $Object.hasOwnProperty.call(m, "attempt") && m.attempt !== 0)
                    w.uint32(8).uint32(m.attempt);
                if (m.provisional != null && $Object.hasOwnProperty.call(m, "provisional") && m.provisional !== false)
                    w.uint32(16).bool(m.provisional);
                if (m.grade != null && $Object.hasOwnProperty.call(m, "grade") && m.grade !== 0)
                    w.uint32(24).uint32(m.grade);
                if (m.unavailable != null && $Object.hasOwnProperty.call(m, "unavailable") && m.unavailable !== "")
                    w.uint32(34).string(m.unavailable);
                if (m.snapshot_age_ms != null && $Object.hasOwnProperty.call(m, "snapshot_age_ms") && (typeof m.snapshot_age_ms === "object" ? m.snapshot_age_ms.low || m.snapshot_age_ms.high : m.snapshot_age_ms !== 0))
                    w.uint32(40).int64(m.snapshot_age_ms);
                if (m.previous_hash != null && $Object.hasOwnProperty.call(m, "previous_hash") && m.previous_hash.length)
                    w.uint32(50).bytes(m.previous_hash);
                if (m.wall_ms != null && $Object.hasOwnProperty.call(m, "wall_ms") && (typeof m.wall_ms === "object" ? m.wall_ms.low || m.wall_ms.high : m.wall_ms !== 0))
                    w.uint32(56).int64(m.wall_ms);
                if (m.evidence != null && $Object.hasOwnProperty.call(m, "evidence") && m.evidence.length)
                    w.uint32(66).bytes(m.evidence);
                if (m.evidence_signature != null && $Object.hasOwnProperty.call(m, "evidence_signature") && m.evidence_signature.length)
                    w.uint32(74).bytes(m.evidence_signature);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Attempt.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Attempt();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.attempt = v;
                            else
                                delete m.attempt;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.provisional = v;
                            else
                                delete m.provisional;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.grade = v;
                            else
                                delete m.grade;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.unavailable = v;
                            else
                                delete m.unavailable;
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.snapshot_age_ms = v;
                            else
                                delete m.snapshot_age_ms;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.previous_hash = v;
                            else
                                delete m.previous_hash;
                            continue;
                        }
                    case 7: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.wall_ms = v;
                            else
                                delete m.wall_ms;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.evidence = v;
                            else
                                delete m.evidence;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.evidence_signature = v;
                            else
                                delete m.evidence_signature;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Attempt;
        })();

        v1.Evidence = (function() {

            const Evidence = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Evidence.prototype.msgid = "";
            Evidence.prototype.transaction_sha256 = $util.newBuffer([]);
            Evidence.prototype.previous_hash = $util.newBuffer([]);
            Evidence.prototype.grade = 0;
            Evidence.prototype.unavailable = "";
            Evidence.prototype.unavailable_since_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Evidence.prototype.told_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Evidence.prototype.snapshot_as_of_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Evidence.prototype.pack = "";
            Evidence.prototype.pack_version = "";
            Evidence.prototype.packs_as_of_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Evidence.prototype.catalogue_version = "";
            Evidence.prototype.catalogue_as_of_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Evidence.prototype.revocation_version = "";
            Evidence.prototype.revocation_as_of_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Evidence.prototype.device = "";
            Evidence.prototype.card_inserted_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Evidence.prototype.card_read_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Evidence.prototype.card_removed_ms = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Evidence.prototype.opter = "";

            Evidence.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.msgid != null && $Object.hasOwnProperty.call(m, "msgid") && m.msgid !== "")
                    w.uint32(10).string(m.msgid);
                if (m.transaction_sha256 != null && $Object.hasOwnProperty.call(m, "transaction_sha256") && m.transaction_sha256.length)
                    w.uint32(18).bytes(m.transaction_sha256);
                if (m.previous_hash != null && $Object.hasOwnProperty.call(m, "previous_hash") && m.previous_hash.length)
                    w.uint32(26).bytes(m.previous_hash);
                if (m.grade != null && $Object.hasOwnProperty.call(m, "grade") && m.grade !== 0)
                    w.uint32(32).uint32(m.grade);
                if (m.unavailable != null && $Object.hasOwnProperty.call(m, "unavailable") && m.unavailable !== "")
                    w.uint32(42).string(m.unavailable);
                if (m.unavailable_since_ms != null && $Object.hasOwnProperty.call(m, "unavailable_since_ms") && (typeof m.unavailable_since_ms === "object" ? m.unavailable_since_ms.low || m.unavailable_since_ms.high : m.unavailable_since_ms !== 0))
                    w.uint32(48).int64(m.unavailable_since_ms);
                if (m.told_ms != null && $Object.hasOwnProperty.call(m, "told_ms") && (typeof m.told_ms === "object" ? m.told_ms.low || m.told_ms.high : m.told_ms !== 0))
                    w.uint32(56).int64(m.told_ms);
                if (m.snapshot_as_of_ms != null && $Object.hasOwnProperty.call(m, "snapshot_as_of_ms") && (typeof m.snapshot_as_of_ms === "object" ? m.snapshot_as_of_ms.low || m.snapshot_as_of_ms.high : m.snapshot_as_of_ms !== 0))
                    w.uint32(64).int64(m.snapshot_as_of_ms);
                if (m.pack != null && $Object.hasOwnProperty.call(m, "pack") && m.pack !== "")
                    w.uint32(74).string(m.pack);
                if (m.pack_version != null && $Object.hasOwnProperty.call(m, "pack_version") && m.pack_version !== "")
                    w.uint32(82).string(m.pack_version);
                if (m.packs_as_of_ms != null && $Object.hasOwnProperty.call(m, "packs_as_of_ms") && (typeof m.packs_as_of_ms === "object" ? m.packs_as_of_ms.low || m.packs_as_of_ms.high : m.packs_as_of_ms !== 0))
                    w.uint32(88).int64(m.packs_as_of_ms);
                if (m.catalogue_version != null && $Object.hasOwnProperty.call(m, "catalogue_version") && m.catalogue_version !== "")
                    w.uint32(98).string(m.catalogue_version);
                if (m.catalogue_as_of_ms != null && $Object.hasOwnProperty.call(m, "catalogue_as_of_ms") && (typeof m.catalogue_as_of_ms === "object" ? m.catalogue_as_of_ms.low || m.catalogue_as_of_ms.high : m.catalogue_as_of_ms !== 0))
                    w.uint32(104).int64(m.catalogue_as_of_ms);
                if (m.revocation_version != null && $Object.hasOwnProperty.call(m, "revocation_version") && m.revocation_version !== "")
                    w.uint32(114).string(m.revocation_version);
                if (m.revocation_as_of_ms != null && $Object.hasOwnProperty.call(m, "revocation_as_of_ms") && (typeof m.revocation_as_of_ms === "object" ? m.revocation_as_of_ms.low || m.revocation_as_of_ms.high : m.revocation_as_of_ms !== 0))
                    w.uint32(120).int64(m.revocation_as_of_ms);
                if (m.device != null && $Object.hasOwnProperty.call(m, "device") && m.device !== "")
                    w.uint32(130).string(m.device);
                if (m.card_inserted_ms != null && $Object.hasOwnProperty.call(m, "card_inserted_ms") && (typeof m.card_inserted_ms === "object" ? m.card_inserted_ms.low || m.card_inserted_ms.high : m.card_inserted_ms !== 0))
                    w.uint32(136).int64(m.card_inserted_ms);
                if (m.card_read_ms != null && $Object.hasOwnProperty.call(m, "card_read_ms") && (typeof m.card_read_ms === "object" ? m.card_read_ms.low || m.card_read_ms.high : m.card_read_ms !== 0))
                    w.uint32(144).int64(m.card_read_ms);
                if (m.card_removed_ms != null && $Object.hasOwnProperty.call(m, "card_removed_ms") && (typeof m.card_removed_ms === "object" ? m.card_removed_ms.low || m.card_removed_ms.high : m.card_removed_ms !== 0))
                    w.uint32(152).int64(m.card_removed_ms);
                if (m.opter != null && $Object.hasOwnProperty.call(m, "opter") && m.opter !== "")
                    w.uint32(162).string(m.opter);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Evidence.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Evidence();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.msgid = v;
                            else
                                delete m.msgid;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.transaction_sha256 = v;
                            else
                                delete m.transaction_sha256;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.previous_hash = v;
                            else
                                delete m.previous_hash;
                            continue;
                        }
                    case 4: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.grade = v;
                            else
                                delete m.grade;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.unavailable = v;
                            else
                                delete m.unavailable;
                            continue;
                        }
                    case 6: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.unavailable_since_ms = v;
                            else
                                delete m.unavailable_since_ms;
                            continue;
                        }
                    case 7: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.told_ms = v;
                            else
                                delete m.told_ms;
                            continue;
                        }
                    case 8: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.snapshot_as_of_ms = v;
                            else
                                delete m.snapshot_as_of_ms;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.pack = v;
                            else
                                delete m.pack;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.pack_version = v;
                            else
                                delete m.pack_version;
                            continue;
                        }
                    case 11: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.packs_as_of_ms = v;
                            else
                                delete m.packs_as_of_ms;
                            continue;
                        }
                    case 12: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.catalogue_version = v;
                            else
                                delete m.catalogue_version;
                            continue;
                        }
                    case 13: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.catalogue_as_of_ms = v;
                            else
                                delete m.catalogue_as_of_ms;
                            continue;
                        }
                    case 14: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.revocation_version = v;
                            else
                                delete m.revocation_version;
                            continue;
                        }
                    case 15: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.revocation_as_of_ms = v;
                            else
                                delete m.revocation_as_of_ms;
                            continue;
                        }
                    case 16: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.device = v;
                            else
                                delete m.device;
                            continue;
                        }
                    case 17: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.card_inserted_ms = v;
                            else
                                delete m.card_inserted_ms;
                            continue;
                        }
                    case 18: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.card_read_ms = v;
                            else
                                delete m.card_read_ms;
                            continue;
                        }
                    case 19: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.card_removed_ms = v;
                            else
                                delete m.card_removed_ms;
                            continue;
                        }
                    case 20: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.opter = v;
                            else
                                delete m.opter;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Evidence;
        })();

        v1.Outcome = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "OUTCOME_UNSPECIFIED"] = 0;
            values[valuesById[1] = "OUTCOME_SETTLED"] = 1;
            values[valuesById[2] = "OUTCOME_REJECTED"] = 2;
            values[valuesById[3] = "OUTCOME_REVERSED"] = 3;
            values[valuesById[4] = "OUTCOME_VOIDED"] = 4;
            values[valuesById[5] = "OUTCOME_NOT_FOUND"] = 5;
            values[valuesById[6] = "OUTCOME_RETRY"] = 6;
            return values;
        })();

        v1.Answer = (function() {

            const Answer = function (p) {
                this.setldetail = [];
                this.feedetail_result = [];
                this.goods_result = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Answer.prototype.msgid = "";
            Answer.prototype.outcome = 0;
            Answer.prototype.result = null;
            Answer.prototype.setl_id = "";
            Answer.prototype.mdtrt_id = "";
            Answer.prototype.setl_time = "";
            Answer.prototype.setlinfo = null;
            Answer.prototype.setldetail = $util.emptyArray;
            Answer.prototype.clr_optins = "";
            Answer.prototype.clr_type = "";
            Answer.prototype.repeated_answer = false;
            Answer.prototype.feedetail_result = $util.emptyArray;
            Answer.prototype.goods_result = $util.emptyArray;

            Answer.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.msgid != null && $Object.hasOwnProperty.call(m, "msgid") && m.msgid !== "")
                    w.uint32(10).string(m.msgid);
                if (m.outcome != null && $Object.hasOwnProperty.call(m, "outcome") && m.outcome !== 0)
                    w.uint32(16).int32(m.outcome);
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.tongxing.v1.Result.encode(m.result, w.uint32(26).fork(), q + 1).ldelim();
                if (m.setl_id != null && $Object.hasOwnProperty.call(m, "setl_id") && m.setl_id !== "")
                    w.uint32(34).string(m.setl_id);
                if (m.mdtrt_id != null && $Object.hasOwnProperty.call(m, "mdtrt_id") && m.mdtrt_id !== "")
                    w.uint32(42).string(m.mdtrt_id);
                if (m.setl_time != null && $Object.hasOwnProperty.call(m, "setl_time") && m.setl_time !== "")
                    w.uint32(50).string(m.setl_time);
                if (m.setlinfo != null && $Object.hasOwnProperty.call(m, "setlinfo"))
                    $root.tongxing.v1.Setlinfo.encode(m.setlinfo, w.uint32(58).fork(), q + 1).ldelim();
                if (m.setldetail != null && m.setldetail.length) {
                    for (var i = 0; i < m.setldetail.length; ++i)
                        $root.tongxing.v1.Setldetail.encode(m.setldetail[i], w.uint32(66).fork(), q + 1).ldelim();
                }
                if (m.clr_optins != null && $Object.hasOwnProperty.call(m, "clr_optins") && m.clr_optins !== "")
                    w.uint32(74).string(m.clr_optins);
                if (m.clr_type != null && $Object.hasOwnProperty.call(m, "clr_type") && m.clr_type !== "")
                    w.uint32(82).string(m.clr_type);
                if (m.repeated_answer != null && $Object.hasOwnProperty.call(m, "repeated_answer") && m.repeated_answer !== false)
                    w.uint32(88).bool(m.repeated_answer);
                if (m.feedetail_result != null && m.feedetail_result.length) {
                    for (var i = 0; i < m.feedetail_result.length; ++i)
                        $root.tongxing.v1.FeeResult.encode(m.feedetail_result[i], w.uint32(162).fork(), q + 1).ldelim();
                }
                if (m.goods_result != null && m.goods_result.length) {
                    for (var i = 0; i < m.goods_result.length; ++i)
                        $root.tongxing.v1.GoodsResult.encode(m.goods_result[i], w.uint32(242).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Answer.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Answer();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.msgid = v;
                            else
                                delete m.msgid;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (v = r.int32())
                                m.outcome = v;
                            else
                                delete m.outcome;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.result = $root.tongxing.v1.Result.decode(r, r.size(), $undefined, q + 1, m.result);
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.setl_id = v;
                            else
                                delete m.setl_id;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_id = v;
                            else
                                delete m.mdtrt_id;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.setl_time = v;
                            else
                                delete m.setl_time;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            m.setlinfo = $root.tongxing.v1.Setlinfo.decode(r, r.size(), $undefined, q + 1, m.setlinfo);
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if (!(m.setldetail && m.setldetail.length))
                                m.setldetail = [];
                            m.setldetail.push($root.tongxing.v1.Setldetail.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.clr_optins = v;
                            else
                                delete m.clr_optins;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.clr_type = v;
                            else
                                delete m.clr_type;
                            continue;
                        }
                    case 11: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.repeated_answer = v;
                            else
                                delete m.repeated_answer;
                            continue;
                        }
                    case 20: {
                            if (u !== 2)
                                break;
                            if (!(m.feedetail_result && m.feedetail_result.length))
                                m.feedetail_result = [];
                            m.feedetail_result.push($root.tongxing.v1.FeeResult.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 30: {
                            if (u !== 2)
                                break;
                            if (!(m.goods_result && m.goods_result.length))
                                m.goods_result = [];
                            m.goods_result.push($root.tongxing.v1.GoodsResult.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Answer;
        })();

        v1.Registration = (function() {

            const Registration = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Registration.prototype.mdtrt_id = "";
            Registration.prototype.psn_no = "";
            Registration.prototype.insutype = "";
            Registration.prototype.begntime = "";
            Registration.prototype.mdtrt_cert_type = "";
            Registration.prototype.mdtrt_cert_no = "";
            Registration.prototype.card_sn = "";
            Registration.prototype.ipt_otp_no = "";
            Registration.prototype.atddr_no = "";
            Registration.prototype.dr_name = "";
            Registration.prototype.dept_code = "";
            Registration.prototype.dept_name = "";
            Registration.prototype.caty = "";
            Registration.prototype.med_type = "";

            Registration.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.mdtrt_id != null && $Object.hasOwnProperty.call(m, "mdtrt_id") && m.mdtrt_id !== "")
                    w.uint32(10).string(m.mdtrt_id);
                if (m.psn_no != null && $Object.hasOwnProperty.call(m, "psn_no") && m.psn_no !== "")
                    w.uint32(18).string(m.psn_no);
                if (m.insutype != null && $Object.hasOwnProperty.call(m, "insutype") && m.insutype !== "")
                    w.uint32(26).string(m.insutype);
                if (m.begntime != null && $Object.hasOwnProperty.call(m, "begntime") && m.begntime !== "")
                    w.uint32(34).string(m.begntime);
                if (m.mdtrt_cert_type != null && $Object.hasOwnProperty.call(m, "mdtrt_cert_type") && m.mdtrt_cert_type !== "")
                    w.uint32(42).string(m.mdtrt_cert_type);
                if (m.mdtrt_cert_no != null && $Object.hasOwnProperty.call(m, "mdtrt_cert_no") && m.mdtrt_cert_no !== "")
                    w.uint32(50).string(m.mdtrt_cert_no);
                if (m.card_sn != null && $Object.hasOwnProperty.call(m, "card_sn") && m.card_sn !== "")
                    w.uint32(58).string(m.card_sn);
                if (m.ipt_otp_no != null && $Object.hasOwnProperty.call(m, "ipt_otp_no") && m.ipt_otp_no !== "")
                    w.uint32(66).string(m.ipt_otp_no);
                if (m.atddr_no != null && $Object.hasOwnProperty.call(m, "atddr_no") && m.atddr_no !== "")
                    w.uint32(74).string(m.atddr_no);
                if (m.dr_name != null && $Object.hasOwnProperty.call(m, "dr_name") && m.dr_name !== "")
                    w.uint32(82).string(m.dr_name);
                if (m.dept_code != null && $Object.hasOwnProperty.call(m, "dept_code") && m.dept_code !== "")
                    w.uint32(90).string(m.dept_code);
                if (m.dept_name != null && $Object.hasOwnProperty.call(m, "dept_name") && m.dept_name !== "")
                    w.uint32(98).string(m.dept_name);
                if (m.caty != null && $Object.hasOwnProperty.call(m, "caty") && m.caty !== "")
                    w.uint32(106).string(m.caty);
                if (m.med_type != null && $Object.hasOwnProperty.call(m, "med_type") && m.med_type !== "")
                    w.uint32(114).string(m.med_type);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Registration.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Registration();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_id = v;
                            else
                                delete m.mdtrt_id;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_no = v;
                            else
                                delete m.psn_no;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.insutype = v;
                            else
                                delete m.insutype;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.begntime = v;
                            else
                                delete m.begntime;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_cert_type = v;
                            else
                                delete m.mdtrt_cert_type;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_cert_no = v;
                            else
                                delete m.mdtrt_cert_no;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.card_sn = v;
                            else
                                delete m.card_sn;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.ipt_otp_no = v;
                            else
                                delete m.ipt_otp_no;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.atddr_no = v;
                            else
                                delete m.atddr_no;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dr_name = v;
                            else
                                delete m.dr_name;
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dept_code = v;
                            else
                                delete m.dept_code;
                            continue;
                        }
                    case 12: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dept_name = v;
                            else
                                delete m.dept_name;
                            continue;
                        }
                    case 13: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.caty = v;
                            else
                                delete m.caty;
                            continue;
                        }
                    case 14: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.med_type = v;
                            else
                                delete m.med_type;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Registration;
        })();

        v1.VisitInfo = (function() {

            const VisitInfo = function (p) {
                this.diseinfo = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            VisitInfo.prototype.mdtrtinfo = null;
            VisitInfo.prototype.diseinfo = $util.emptyArray;

            VisitInfo.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.mdtrtinfo != null && $Object.hasOwnProperty.call(m, "mdtrtinfo"))
                    $root.tongxing.v1.Mdtrtinfo.encode(m.mdtrtinfo, w.uint32(10).fork(), q + 1).ldelim();
                if (m.diseinfo != null && m.diseinfo.length) {
                    for (var i = 0; i < m.diseinfo.length; ++i)
                        $root.tongxing.v1.Diseinfo.encode(m.diseinfo[i], w.uint32(18).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            VisitInfo.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.VisitInfo();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.mdtrtinfo = $root.tongxing.v1.Mdtrtinfo.decode(r, r.size(), $undefined, q + 1, m.mdtrtinfo);
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.diseinfo && m.diseinfo.length))
                                m.diseinfo = [];
                            m.diseinfo.push($root.tongxing.v1.Diseinfo.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return VisitInfo;
        })();

        v1.Mdtrtinfo = (function() {

            const Mdtrtinfo = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Mdtrtinfo.prototype.mdtrt_id = "";
            Mdtrtinfo.prototype.psn_no = "";
            Mdtrtinfo.prototype.med_type = "";
            Mdtrtinfo.prototype.begntime = "";
            Mdtrtinfo.prototype.main_cond_dscr = "";
            Mdtrtinfo.prototype.dise_codg = "";
            Mdtrtinfo.prototype.dise_name = "";

            Mdtrtinfo.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.mdtrt_id != null && $Object.hasOwnProperty.call(m, "mdtrt_id") && m.mdtrt_id !== "")
                    w.uint32(10).string(m.mdtrt_id);
                if (m.psn_no != null && $Object.hasOwnProperty.call(m, "psn_no") && m.psn_no !== "")
                    w.uint32(18).string(m.psn_no);
                if (m.med_type != null && $Object.hasOwnProperty.call(m, "med_type") && m.med_type !== "")
                    w.uint32(26).string(m.med_type);
                if (m.begntime != null && $Object.hasOwnProperty.call(m, "begntime") && m.begntime !== "")
                    w.uint32(34).string(m.begntime);
                if (m.main_cond_dscr != null && $Object.hasOwnProperty.call(m, "main_cond_dscr") && m.main_cond_dscr !== "")
                    w.uint32(42).string(m.main_cond_dscr);
                if (m.dise_codg != null && $Object.hasOwnProperty.call(m, "dise_codg") && m.dise_codg !== "")
                    w.uint32(50).string(m.dise_codg);
                if (m.dise_name != null && $Object.hasOwnProperty.call(m, "dise_name") && m.dise_name !== "")
                    w.uint32(58).string(m.dise_name);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Mdtrtinfo.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Mdtrtinfo();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_id = v;
                            else
                                delete m.mdtrt_id;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_no = v;
                            else
                                delete m.psn_no;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.med_type = v;
                            else
                                delete m.med_type;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.begntime = v;
                            else
                                delete m.begntime;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.main_cond_dscr = v;
                            else
                                delete m.main_cond_dscr;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dise_codg = v;
                            else
                                delete m.dise_codg;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dise_name = v;
                            else
                                delete m.dise_name;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Mdtrtinfo;
        })();

        v1.Diseinfo = (function() {

            const Diseinfo = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Diseinfo.prototype.diag_type = "";
            Diseinfo.prototype.diag_srt_no = "";
            Diseinfo.prototype.diag_code = "";
            Diseinfo.prototype.diag_name = "";
            Diseinfo.prototype.diag_dept = "";
            Diseinfo.prototype.dise_dor_no = "";
            Diseinfo.prototype.dise_dor_name = "";
            Diseinfo.prototype.diag_time = "";
            Diseinfo.prototype.vali_flag = "";

            Diseinfo.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.diag_type != null && $Object.hasOwnProperty.call(m, "diag_type") && m.diag_type !== "")
                    w.uint32(10).string(m.diag_type);
                if (m.diag_srt_no != null && $Object.hasOwnProperty.call(m, "diag_srt_no") && m.diag_srt_no !== "")
                    w.uint32(18).string(m.diag_srt_no);
                if (m.diag_code != null && $Object.hasOwnProperty.call(m, "diag_code") && m.diag_code !== "")
                    w.uint32(26).string(m.diag_code);
                if (m.diag_name != null && $Object.hasOwnProperty.call(m, "diag_name") && m.diag_name !== "")
                    w.uint32(34).string(m.diag_name);
                if (m.diag_dept != null && $Object.hasOwnProperty.call(m, "diag_dept") && m.diag_dept !== "")
                    w.uint32(42).string(m.diag_dept);
                if (m.dise_dor_no != null && $Object.hasOwnProperty.call(m, "dise_dor_no") && m.dise_dor_no !== "")
                    w.uint32(50).string(m.dise_dor_no);
                if (m.dise_dor_name != null && $Object.hasOwnProperty.call(m, "dise_dor_name") && m.dise_dor_name !== "")
                    w.uint32(58).string(m.dise_dor_name);
                if (m.diag_time != null && $Object.hasOwnProperty.call(m, "diag_time") && m.diag_time !== "")
                    w.uint32(66).string(m.diag_time);
                if (m.vali_flag != null && $Object.hasOwnProperty.call(m, "vali_flag") && m.vali_flag !== "")
                    w.uint32(74).string(m.vali_flag);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Diseinfo.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Diseinfo();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.diag_type = v;
                            else
                                delete m.diag_type;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.diag_srt_no = v;
                            else
                                delete m.diag_srt_no;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.diag_code = v;
                            else
                                delete m.diag_code;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.diag_name = v;
                            else
                                delete m.diag_name;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.diag_dept = v;
                            else
                                delete m.diag_dept;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dise_dor_no = v;
                            else
                                delete m.dise_dor_no;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dise_dor_name = v;
                            else
                                delete m.dise_dor_name;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.diag_time = v;
                            else
                                delete m.diag_time;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.vali_flag = v;
                            else
                                delete m.vali_flag;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Diseinfo;
        })();

        v1.FeeUpload = (function() {

            const FeeUpload = function (p) {
                this.feedetail = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            FeeUpload.prototype.mdtrt_id = "";
            FeeUpload.prototype.psn_no = "";
            FeeUpload.prototype.chrg_bchno = "";
            FeeUpload.prototype.dise_codg = "";
            FeeUpload.prototype.feedetail = $util.emptyArray;

            FeeUpload.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.mdtrt_id != null && $Object.hasOwnProperty.call(m, "mdtrt_id") && m.mdtrt_id !== "")
                    w.uint32(10).string(m.mdtrt_id);
                if (m.psn_no != null && $Object.hasOwnProperty.call(m, "psn_no") && m.psn_no !== "")
                    w.uint32(18).string(m.psn_no);
                if (m.chrg_bchno != null && $Object.hasOwnProperty.call(m, "chrg_bchno") && m.chrg_bchno !== "")
                    w.uint32(26).string(m.chrg_bchno);
                if (m.dise_codg != null && $Object.hasOwnProperty.call(m, "dise_codg") && m.dise_codg !== "")
                    w.uint32(34).string(m.dise_codg);
                if (m.feedetail != null && m.feedetail.length) {
                    for (var i = 0; i < m.feedetail.length; ++i)
                        $root.tongxing.v1.Feedetail.encode(m.feedetail[i], w.uint32(42).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            FeeUpload.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.FeeUpload();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.mdtrt_id = v;
                            else
                                delete m.mdtrt_id;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.psn_no = v;
                            else
                                delete m.psn_no;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.chrg_bchno = v;
                            else
                                delete m.chrg_bchno;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.dise_codg = v;
                            else
                                delete m.dise_codg;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if (!(m.feedetail && m.feedetail.length))
                                m.feedetail = [];
                            m.feedetail.push($root.tongxing.v1.Feedetail.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return FeeUpload;
        })();

        v1.Feedetail = (function() {

            const Feedetail = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            Feedetail.prototype.feedetl_sn = "";
            Feedetail.prototype.rxno = "";
            Feedetail.prototype.rx_circ_flag = "";
            Feedetail.prototype.fee_ocur_time = "";
            Feedetail.prototype.med_list_codg = "";
            Feedetail.prototype.medins_list_codg = "";
            Feedetail.prototype.det_item_fee_sumamt = null;
            Feedetail.prototype.cnt = "";
            Feedetail.prototype.pric = "";
            Feedetail.prototype.bilg_dept_codg = "";
            Feedetail.prototype.bilg_dept_name = "";
            Feedetail.prototype.bilg_dr_codg = "";
            Feedetail.prototype.bilg_dr_name = "";
            Feedetail.prototype.hosp_appr_flag = "";

            Feedetail.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.feedetl_sn != null && $Object.hasOwnProperty.call(m, "feedetl_sn") && m.feedetl_sn !== "")
                    w.uint32(10).string(m.feedetl_sn);
                if (m.rxno != null && $Object.hasOwnProperty.call(m, "rxno") && m.rxno !== "")
                    w.uint32(18).string(m.rxno);
                if (m.rx_circ_flag != null && $Object.hasOwnProperty.call(m, "rx_circ_flag") && m.rx_circ_flag !== "")
                    w.uint32(26).string(m.rx_circ_flag);
                if (m.fee_ocur_time != null && $Object.hasOwnProperty.call(m, "fee_ocur_time") && m.fee_ocur_time !== "")
                    w.uint32(34).string(m.fee_ocur_time);
                if (m.med_list_codg != null && $Object.hasOwnProperty.call(m, "med_list_codg") && m.med_list_codg !== "")
                    w.uint32(42).string(m.med_list_codg);
                if (m.medins_list_codg != null && $Object.hasOwnProperty.call(m, "medins_list_codg") && m.medins_list_codg !== "")
                    w.uint32(50).string(m.medins_list_codg);
                if (m.det_item_fee_sumamt != null && $Object.hasOwnProperty.call(m, "det_item_fee_sumamt"))
                    $root.tongxing.v1.Fen.encode(m.det_item_fee_sumamt, w.uint32(58).fork(), q + 1).ldelim();
                if (m.cnt != null && $Object.hasOwnProperty.call(m, "cnt") && m.cnt !== "")
                    w.uint32(66).string(m.cnt);
                if (m.pric != null && $Object.hasOwnProperty.call(m, "pric") && m.pric !== "")
                    w.uint32(74).string(m.pric);
                if (m.bilg_dept_codg != null && $Object.hasOwnProperty.call(m, "bilg_dept_codg") && m.bilg_dept_codg !== "")
                    w.uint32(82).string(m.bilg_dept_codg);
                if (m.bilg_dept_name != null && $Object.hasOwnProperty.call(m, "bilg_dept_name") && m.bilg_dept_name !== "")
                    w.uint32(90).string(m.bilg_dept_name);
                if (m.bilg_dr_codg != null && $Object.hasOwnProperty.call(m, "bilg_dr_codg") && m.bilg_dr_codg !== "")
                    w.uint32(98).string(m.bilg_dr_codg);
                if (m.bilg_dr_name != null && $Object.hasOwnProperty.call(m, "bilg_dr_name") && m.bilg_dr_name !== "")
                    w.uint32(106).string(m.bilg_dr_name);
                if (m.hosp_appr_flag != null && $Object.hasOwnProperty.call(m, "hosp_appr_flag") && m.hosp_appr_flag !== "")
                    w.uint32(114).string(m.hosp_appr_flag);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            Feedetail.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.Feedetail();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.feedetl_sn = v;
                            else
                                delete m.feedetl_sn;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.rxno = v;
                            else
                                delete m.rxno;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.rx_circ_flag = v;
                            else
                                delete m.rx_circ_flag;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.fee_ocur_time = v;
                            else
                                delete m.fee_ocur_time;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.med_list_codg = v;
                            else
                                delete m.med_list_codg;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.medins_list_codg = v;
                            else
                                delete m.medins_list_codg;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            m.det_item_fee_sumamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.det_item_fee_sumamt);
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.cnt = v;
                            else
                                delete m.cnt;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.pric = v;
                            else
                                delete m.pric;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.bilg_dept_codg = v;
                            else
                                delete m.bilg_dept_codg;
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.bilg_dept_name = v;
                            else
                                delete m.bilg_dept_name;
                            continue;
                        }
                    case 12: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.bilg_dr_codg = v;
                            else
                                delete m.bilg_dr_codg;
                            continue;
                        }
                    case 13: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.bilg_dr_name = v;
                            else
                                delete m.bilg_dr_name;
                            continue;
                        }
                    case 14: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.hosp_appr_flag = v;
                            else
                                delete m.hosp_appr_flag;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return Feedetail;
        })();

        v1.FeeResult = (function() {

            const FeeResult = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            FeeResult.prototype.feedetl_sn = "";
            FeeResult.prototype.det_item_fee_sumamt = null;
            FeeResult.prototype.fulamt_ownpay_amt = null;
            FeeResult.prototype.overlmt_amt = null;
            FeeResult.prototype.preselfpay_amt = null;
            FeeResult.prototype.inscp_scp_amt = null;

            FeeResult.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.feedetl_sn != null && $Object.hasOwnProperty.call(m, "feedetl_sn") && m.feedetl_sn !== "")
                    w.uint32(10).string(m.feedetl_sn);
                if (m.det_item_fee_sumamt != null && $Object.hasOwnProperty.call(m, "det_item_fee_sumamt"))
                    $root.tongxing.v1.Fen.encode(m.det_item_fee_sumamt, w.uint32(18).fork(), q + 1).ldelim();
                if (m.fulamt_ownpay_amt != null && $Object.hasOwnProperty.call(m, "fulamt_ownpay_amt"))
                    $root.tongxing.v1.Fen.encode(m.fulamt_ownpay_amt, w.uint32(26).fork(), q + 1).ldelim();
                if (m.overlmt_amt != null && $Object.hasOwnProperty.call(m, "overlmt_amt"))
                    $root.tongxing.v1.Fen.encode(m.overlmt_amt, w.uint32(34).fork(), q + 1).ldelim();
                if (m.preselfpay_amt != null && $Object.hasOwnProperty.call(m, "preselfpay_amt"))
                    $root.tongxing.v1.Fen.encode(m.preselfpay_amt, w.uint32(42).fork(), q + 1).ldelim();
                if (m.inscp_scp_amt != null && $Object.hasOwnProperty.call(m, "inscp_scp_amt"))
                    $root.tongxing.v1.Fen.encode(m.inscp_scp_amt, w.uint32(50).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            FeeResult.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.tongxing.v1.FeeResult();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.feedetl_sn = v;
                            else
                                delete m.feedetl_sn;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.det_item_fee_sumamt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.det_item_fee_sumamt);
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.fulamt_ownpay_amt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.fulamt_ownpay_amt);
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.overlmt_amt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.overlmt_amt);
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            m.preselfpay_amt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.preselfpay_amt);
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            m.inscp_scp_amt = $root.tongxing.v1.Fen.decode(r, r.size(), $undefined, q + 1, m.inscp_scp_amt);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            return FeeResult;
        })();

        return v1;
    })();

    return tongxing;
})();

export {
  $root as default
};
