import * as $protobuf from "protobufjs/minimal.js";
import type Long from "long";

/** Namespace tongxing. */
export namespace tongxing {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a Checkpoint.
         * @deprecated Use tongxing.v1.Checkpoint.$Properties instead.
         */
        interface ICheckpoint extends tongxing.v1.Checkpoint.$Properties {
        }

        /** Represents a Checkpoint. */
        class Checkpoint {

            /**
             * Constructs a new Checkpoint.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Checkpoint.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Checkpoint epoch. */
            epoch: (number|Long);

            /** Checkpoint entries. */
            entries: (number|Long);

            /** Checkpoint head_hash. */
            head_hash: Uint8Array;

            /** Checkpoint number. */
            number: (number|Long);

            /** Checkpoint wall_ms. */
            wall_ms: (number|Long);

            /** Checkpoint signature. */
            signature: Uint8Array;

            /**
             * Encodes the specified Checkpoint message. Does not implicitly {@link tongxing.v1.Checkpoint.verify|verify} messages.
             * @param m Checkpoint message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Checkpoint.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Checkpoint message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Checkpoint & tongxing.v1.Checkpoint.$Shape} Checkpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Checkpoint & tongxing.v1.Checkpoint.$Shape;
        }

        namespace Checkpoint {

            /** Properties of a Checkpoint. */
            interface $Properties {

                /** Checkpoint epoch */
                epoch?: (number|Long);

                /** Checkpoint entries */
                entries?: (number|Long);

                /** Checkpoint head_hash */
                head_hash?: Uint8Array;

                /** Checkpoint number */
                number?: (number|Long);

                /** Checkpoint wall_ms */
                wall_ms?: (number|Long);

                /** Checkpoint signature */
                signature?: Uint8Array;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Checkpoint. */
            type $Shape = tongxing.v1.Checkpoint.$Properties;
        }

        /**
         * Properties of a NoteHeadRequest.
         * @deprecated Use tongxing.v1.NoteHeadRequest.$Properties instead.
         */
        interface INoteHeadRequest extends tongxing.v1.NoteHeadRequest.$Properties {
        }

        /** Represents a NoteHeadRequest. */
        class NoteHeadRequest {

            /**
             * Constructs a new NoteHeadRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.NoteHeadRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NoteHeadRequest header. */
            header: tongxing.v1.Header;

            /** NoteHeadRequest checkpoint. */
            checkpoint: tongxing.v1.Checkpoint;

            /**
             * Encodes the specified NoteHeadRequest message. Does not implicitly {@link tongxing.v1.NoteHeadRequest.verify|verify} messages.
             * @param m NoteHeadRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.NoteHeadRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NoteHeadRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.NoteHeadRequest & tongxing.v1.NoteHeadRequest.$Shape} NoteHeadRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.NoteHeadRequest & tongxing.v1.NoteHeadRequest.$Shape;
        }

        namespace NoteHeadRequest {

            /** Properties of a NoteHeadRequest. */
            interface $Properties {

                /** NoteHeadRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** NoteHeadRequest checkpoint */
                checkpoint?: tongxing.v1.Checkpoint.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NoteHeadRequest. */
            type $Shape = tongxing.v1.NoteHeadRequest.$Properties;
        }

        /**
         * Properties of a NoteHeadResponse.
         * @deprecated Use tongxing.v1.NoteHeadResponse.$Properties instead.
         */
        interface INoteHeadResponse extends tongxing.v1.NoteHeadResponse.$Properties {
        }

        /** Represents a NoteHeadResponse. */
        class NoteHeadResponse {

            /**
             * Constructs a new NoteHeadResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.NoteHeadResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NoteHeadResponse result. */
            result: tongxing.v1.Result;

            /** NoteHeadResponse newest. */
            newest: tongxing.v1.Checkpoint;

            /**
             * Encodes the specified NoteHeadResponse message. Does not implicitly {@link tongxing.v1.NoteHeadResponse.verify|verify} messages.
             * @param m NoteHeadResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.NoteHeadResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NoteHeadResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.NoteHeadResponse & tongxing.v1.NoteHeadResponse.$Shape} NoteHeadResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.NoteHeadResponse & tongxing.v1.NoteHeadResponse.$Shape;
        }

        namespace NoteHeadResponse {

            /** Properties of a NoteHeadResponse. */
            interface $Properties {

                /** NoteHeadResponse result */
                result?: tongxing.v1.Result.$Properties;

                /** NoteHeadResponse newest */
                newest?: tongxing.v1.Checkpoint.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NoteHeadResponse. */
            type $Shape = tongxing.v1.NoteHeadResponse.$Properties;
        }

        /**
         * Properties of a RenewCertificateRequest.
         * @deprecated Use tongxing.v1.RenewCertificateRequest.$Properties instead.
         */
        interface IRenewCertificateRequest extends tongxing.v1.RenewCertificateRequest.$Properties {
        }

        /** Represents a RenewCertificateRequest. */
        class RenewCertificateRequest {

            /**
             * Constructs a new RenewCertificateRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.RenewCertificateRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RenewCertificateRequest header. */
            header: tongxing.v1.Header;

            /** RenewCertificateRequest certificate_request. */
            certificate_request: Uint8Array;

            /**
             * Encodes the specified RenewCertificateRequest message. Does not implicitly {@link tongxing.v1.RenewCertificateRequest.verify|verify} messages.
             * @param m RenewCertificateRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.RenewCertificateRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RenewCertificateRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.RenewCertificateRequest & tongxing.v1.RenewCertificateRequest.$Shape} RenewCertificateRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.RenewCertificateRequest & tongxing.v1.RenewCertificateRequest.$Shape;
        }

        namespace RenewCertificateRequest {

            /** Properties of a RenewCertificateRequest. */
            interface $Properties {

                /** RenewCertificateRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** RenewCertificateRequest certificate_request */
                certificate_request?: Uint8Array;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RenewCertificateRequest. */
            type $Shape = tongxing.v1.RenewCertificateRequest.$Properties;
        }

        /**
         * Properties of a RenewCertificateResponse.
         * @deprecated Use tongxing.v1.RenewCertificateResponse.$Properties instead.
         */
        interface IRenewCertificateResponse extends tongxing.v1.RenewCertificateResponse.$Properties {
        }

        /** Represents a RenewCertificateResponse. */
        class RenewCertificateResponse {

            /**
             * Constructs a new RenewCertificateResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.RenewCertificateResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RenewCertificateResponse result. */
            result: tongxing.v1.Result;

            /** RenewCertificateResponse certificate_chain. */
            certificate_chain: Uint8Array[];

            /** RenewCertificateResponse recovery_key. */
            recovery_key: Uint8Array;

            /**
             * Encodes the specified RenewCertificateResponse message. Does not implicitly {@link tongxing.v1.RenewCertificateResponse.verify|verify} messages.
             * @param m RenewCertificateResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.RenewCertificateResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RenewCertificateResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.RenewCertificateResponse & tongxing.v1.RenewCertificateResponse.$Shape} RenewCertificateResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.RenewCertificateResponse & tongxing.v1.RenewCertificateResponse.$Shape;
        }

        namespace RenewCertificateResponse {

            /** Properties of a RenewCertificateResponse. */
            interface $Properties {

                /** RenewCertificateResponse result */
                result?: tongxing.v1.Result.$Properties;

                /** RenewCertificateResponse certificate_chain */
                certificate_chain?: Uint8Array[];

                /** RenewCertificateResponse recovery_key */
                recovery_key?: Uint8Array;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RenewCertificateResponse. */
            type $Shape = tongxing.v1.RenewCertificateResponse.$Properties;
        }

        /**
         * Properties of a Fen.
         * @deprecated Use tongxing.v1.Fen.$Properties instead.
         */
        interface IFen extends tongxing.v1.Fen.$Properties {
        }

        /** Represents a Fen. */
        class Fen {

            /**
             * Constructs a new Fen.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Fen.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Fen fen. */
            fen: (number|Long);

            /**
             * Encodes the specified Fen message. Does not implicitly {@link tongxing.v1.Fen.verify|verify} messages.
             * @param m Fen message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Fen.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Fen message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Fen & tongxing.v1.Fen.$Shape} Fen
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Fen & tongxing.v1.Fen.$Shape;
        }

        namespace Fen {

            /** Properties of a Fen. */
            interface $Properties {

                /** Fen fen */
                fen?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Fen. */
            type $Shape = tongxing.v1.Fen.$Properties;
        }

        /** ErrorClass enum. */
        enum ErrorClass {

            /** ERROR_CLASS_UNSPECIFIED value */
            ERROR_CLASS_UNSPECIFIED = 0,

            /** ERROR_CLASS_TRANSIENT value */
            ERROR_CLASS_TRANSIENT = 1,

            /** ERROR_CLASS_AMBIGUOUS value */
            ERROR_CLASS_AMBIGUOUS = 2,

            /** ERROR_CLASS_PERMANENT value */
            ERROR_CLASS_PERMANENT = 3
        }

        /** ResultCode enum. */
        enum ResultCode {

            /** RESULT_CODE_UNSPECIFIED value */
            RESULT_CODE_UNSPECIFIED = 0,

            /** RESULT_CODE_OK value */
            RESULT_CODE_OK = 1,

            /** RESULT_CODE_BUSY value */
            RESULT_CODE_BUSY = 2,

            /** RESULT_CODE_PACED value */
            RESULT_CODE_PACED = 3,

            /** RESULT_CODE_PERSON_BUSY value */
            RESULT_CODE_PERSON_BUSY = 4,

            /** RESULT_CODE_INTERNAL value */
            RESULT_CODE_INTERNAL = 5,

            /** RESULT_CODE_PERSON_UNKNOWN value */
            RESULT_CODE_PERSON_UNKNOWN = 20,

            /** RESULT_CODE_CARD_REVOKED value */
            RESULT_CODE_CARD_REVOKED = 21,

            /** RESULT_CODE_NOT_INSURED value */
            RESULT_CODE_NOT_INSURED = 22,

            /** RESULT_CODE_CONFLICT value */
            RESULT_CODE_CONFLICT = 23,

            /** RESULT_CODE_TOMBSTONED value */
            RESULT_CODE_TOMBSTONED = 24,

            /** RESULT_CODE_BAD_REQUEST value */
            RESULT_CODE_BAD_REQUEST = 25,

            /** RESULT_CODE_TERMINAL_REFUSED value */
            RESULT_CODE_TERMINAL_REFUSED = 26,

            /** RESULT_CODE_NOT_SIGNED_IN value */
            RESULT_CODE_NOT_SIGNED_IN = 27,

            /** RESULT_CODE_NOT_REVERSIBLE value */
            RESULT_CODE_NOT_REVERSIBLE = 28,

            /** RESULT_CODE_NOT_FOUND value */
            RESULT_CODE_NOT_FOUND = 29,

            /** RESULT_CODE_REFUSED value */
            RESULT_CODE_REFUSED = 30
        }

        /**
         * Properties of a Result.
         * @deprecated Use tongxing.v1.Result.$Properties instead.
         */
        interface IResult extends tongxing.v1.Result.$Properties {
        }

        /** Represents a Result. */
        class Result {

            /**
             * Constructs a new Result.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Result.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Result code. */
            code: tongxing.v1.ResultCode;

            /** Result error_class. */
            error_class: tongxing.v1.ErrorClass;

            /** Result infcode. */
            infcode: string;

            /** Result err_msg. */
            err_msg: string;

            /** Result inf_refmsgid. */
            inf_refmsgid: string;

            /**
             * Encodes the specified Result message. Does not implicitly {@link tongxing.v1.Result.verify|verify} messages.
             * @param m Result message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Result.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Result message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Result & tongxing.v1.Result.$Shape} Result
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Result & tongxing.v1.Result.$Shape;
        }

        namespace Result {

            /** Properties of a Result. */
            interface $Properties {

                /** Result code */
                code?: tongxing.v1.ResultCode;

                /** Result error_class */
                error_class?: tongxing.v1.ErrorClass;

                /** Result infcode */
                infcode?: string;

                /** Result err_msg */
                err_msg?: string;

                /** Result inf_refmsgid */
                inf_refmsgid?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Result. */
            type $Shape = tongxing.v1.Result.$Properties;
        }

        /**
         * Properties of a Header.
         * @deprecated Use tongxing.v1.Header.$Properties instead.
         */
        interface IHeader extends tongxing.v1.Header.$Properties {
        }

        /** Represents a Header. */
        class Header {

            /**
             * Constructs a new Header.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Header.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Header infno. */
            infno: string;

            /** Header msgid. */
            msgid: string;

            /** Header mdtrtarea_admvs. */
            mdtrtarea_admvs: string;

            /** Header insuplc_admdvs. */
            insuplc_admdvs: string;

            /** Header opter_type. */
            opter_type: string;

            /** Header opter. */
            opter: string;

            /** Header opter_name. */
            opter_name: string;

            /** Header inf_time. */
            inf_time: string;

            /** Header fixmedins_code. */
            fixmedins_code: string;

            /** Header fixmedins_name. */
            fixmedins_name: string;

            /** Header sign_no. */
            sign_no: string;

            /** Header dev_no. */
            dev_no: string;

            /** Header infver. */
            infver: string;

            /** Header agent_version. */
            agent_version: string;

            /** Header wall_ms. */
            wall_ms: (number|Long);

            /** Header monotonic_ms. */
            monotonic_ms: (number|Long);

            /** Header boot_id. */
            boot_id: string;

            /**
             * Encodes the specified Header message. Does not implicitly {@link tongxing.v1.Header.verify|verify} messages.
             * @param m Header message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Header.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Header message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Header & tongxing.v1.Header.$Shape} Header
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Header & tongxing.v1.Header.$Shape;
        }

        namespace Header {

            /** Properties of a Header. */
            interface $Properties {

                /** Header infno */
                infno?: string;

                /** Header msgid */
                msgid?: string;

                /** Header mdtrtarea_admvs */
                mdtrtarea_admvs?: string;

                /** Header insuplc_admdvs */
                insuplc_admdvs?: string;

                /** Header opter_type */
                opter_type?: string;

                /** Header opter */
                opter?: string;

                /** Header opter_name */
                opter_name?: string;

                /** Header inf_time */
                inf_time?: string;

                /** Header fixmedins_code */
                fixmedins_code?: string;

                /** Header fixmedins_name */
                fixmedins_name?: string;

                /** Header sign_no */
                sign_no?: string;

                /** Header dev_no */
                dev_no?: string;

                /** Header infver */
                infver?: string;

                /** Header agent_version */
                agent_version?: string;

                /** Header wall_ms */
                wall_ms?: (number|Long);

                /** Header monotonic_ms */
                monotonic_ms?: (number|Long);

                /** Header boot_id */
                boot_id?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Header. */
            type $Shape = tongxing.v1.Header.$Properties;
        }

        /**
         * Properties of a QueryPersonRequest.
         * @deprecated Use tongxing.v1.QueryPersonRequest.$Properties instead.
         */
        interface IQueryPersonRequest extends tongxing.v1.QueryPersonRequest.$Properties {
        }

        /** Represents a QueryPersonRequest. */
        class QueryPersonRequest {

            /**
             * Constructs a new QueryPersonRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.QueryPersonRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QueryPersonRequest header. */
            header: tongxing.v1.Header;

            /** QueryPersonRequest mdtrt_cert_type. */
            mdtrt_cert_type: string;

            /** QueryPersonRequest mdtrt_cert_no. */
            mdtrt_cert_no: string;

            /** QueryPersonRequest card_sn. */
            card_sn: string;

            /** QueryPersonRequest certno. */
            certno: string;

            /** QueryPersonRequest psn_name. */
            psn_name: string;

            /** QueryPersonRequest ec_qrcode. */
            ec_qrcode: string;

            /**
             * Encodes the specified QueryPersonRequest message. Does not implicitly {@link tongxing.v1.QueryPersonRequest.verify|verify} messages.
             * @param m QueryPersonRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.QueryPersonRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QueryPersonRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.QueryPersonRequest & tongxing.v1.QueryPersonRequest.$Shape} QueryPersonRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.QueryPersonRequest & tongxing.v1.QueryPersonRequest.$Shape;
        }

        namespace QueryPersonRequest {

            /** Properties of a QueryPersonRequest. */
            interface $Properties {

                /** QueryPersonRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** QueryPersonRequest mdtrt_cert_type */
                mdtrt_cert_type?: string;

                /** QueryPersonRequest mdtrt_cert_no */
                mdtrt_cert_no?: string;

                /** QueryPersonRequest card_sn */
                card_sn?: string;

                /** QueryPersonRequest certno */
                certno?: string;

                /** QueryPersonRequest psn_name */
                psn_name?: string;

                /** QueryPersonRequest ec_qrcode */
                ec_qrcode?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QueryPersonRequest. */
            type $Shape = tongxing.v1.QueryPersonRequest.$Properties;
        }

        /**
         * Properties of a QueryPersonResponse.
         * @deprecated Use tongxing.v1.QueryPersonResponse.$Properties instead.
         */
        interface IQueryPersonResponse extends tongxing.v1.QueryPersonResponse.$Properties {
        }

        /** Represents a QueryPersonResponse. */
        class QueryPersonResponse {

            /**
             * Constructs a new QueryPersonResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.QueryPersonResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QueryPersonResponse result. */
            result: tongxing.v1.Result;

            /** QueryPersonResponse person. */
            person: tongxing.v1.PersonSnapshot;

            /** QueryPersonResponse ec_token. */
            ec_token: string;

            /**
             * Encodes the specified QueryPersonResponse message. Does not implicitly {@link tongxing.v1.QueryPersonResponse.verify|verify} messages.
             * @param m QueryPersonResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.QueryPersonResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QueryPersonResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.QueryPersonResponse & tongxing.v1.QueryPersonResponse.$Shape} QueryPersonResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.QueryPersonResponse & tongxing.v1.QueryPersonResponse.$Shape;
        }

        namespace QueryPersonResponse {

            /** Properties of a QueryPersonResponse. */
            interface $Properties {

                /** QueryPersonResponse result */
                result?: tongxing.v1.Result.$Properties;

                /** QueryPersonResponse person */
                person?: tongxing.v1.PersonSnapshot.$Properties;

                /** QueryPersonResponse ec_token */
                ec_token?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QueryPersonResponse. */
            type $Shape = tongxing.v1.QueryPersonResponse.$Properties;
        }

        /**
         * Properties of a PersonSnapshot.
         * @deprecated Use tongxing.v1.PersonSnapshot.$Properties instead.
         */
        interface IPersonSnapshot extends tongxing.v1.PersonSnapshot.$Properties {
        }

        /** Represents a PersonSnapshot. */
        class PersonSnapshot {

            /**
             * Constructs a new PersonSnapshot.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.PersonSnapshot.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PersonSnapshot psn_no. */
            psn_no: string;

            /** PersonSnapshot psn_cert_type. */
            psn_cert_type: string;

            /** PersonSnapshot certno. */
            certno: string;

            /** PersonSnapshot psn_name. */
            psn_name: string;

            /** PersonSnapshot gend. */
            gend: string;

            /** PersonSnapshot naty. */
            naty: string;

            /** PersonSnapshot brdy. */
            brdy: string;

            /** PersonSnapshot insutype. */
            insutype: string;

            /** PersonSnapshot psn_type. */
            psn_type: string;

            /** PersonSnapshot psn_insu_stas. */
            psn_insu_stas: string;

            /** PersonSnapshot cvlserv_flag. */
            cvlserv_flag: string;

            /** PersonSnapshot insuplc_admdvs. */
            insuplc_admdvs: string;

            /** PersonSnapshot balc. */
            balc: tongxing.v1.Fen;

            /** PersonSnapshot aid_category. */
            aid_category: string;

            /** PersonSnapshot commercial. */
            commercial: boolean;

            /** PersonSnapshot entitlements. */
            entitlements: tongxing.v1.Entitlement[];

            /** PersonSnapshot mulaid. */
            mulaid: tongxing.v1.FamilyAccount[];

            /** PersonSnapshot accumulator_year. */
            accumulator_year: number;

            /** PersonSnapshot accumulators. */
            accumulators: tongxing.v1.Accumulator[];

            /** PersonSnapshot as_of_ms. */
            as_of_ms: (number|Long);

            /** PersonSnapshot included_epoch. */
            included_epoch: (number|Long);

            /** PersonSnapshot included_number. */
            included_number: (number|Long);

            /** PersonSnapshot outstanding. */
            outstanding: tongxing.v1.OutstandingNumbers[];

            /**
             * Encodes the specified PersonSnapshot message. Does not implicitly {@link tongxing.v1.PersonSnapshot.verify|verify} messages.
             * @param m PersonSnapshot message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.PersonSnapshot.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PersonSnapshot message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.PersonSnapshot & tongxing.v1.PersonSnapshot.$Shape} PersonSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.PersonSnapshot & tongxing.v1.PersonSnapshot.$Shape;
        }

        namespace PersonSnapshot {

            /** Properties of a PersonSnapshot. */
            interface $Properties {

                /** PersonSnapshot psn_no */
                psn_no?: string;

                /** PersonSnapshot psn_cert_type */
                psn_cert_type?: string;

                /** PersonSnapshot certno */
                certno?: string;

                /** PersonSnapshot psn_name */
                psn_name?: string;

                /** PersonSnapshot gend */
                gend?: string;

                /** PersonSnapshot naty */
                naty?: string;

                /** PersonSnapshot brdy */
                brdy?: string;

                /** PersonSnapshot insutype */
                insutype?: string;

                /** PersonSnapshot psn_type */
                psn_type?: string;

                /** PersonSnapshot psn_insu_stas */
                psn_insu_stas?: string;

                /** PersonSnapshot cvlserv_flag */
                cvlserv_flag?: string;

                /** PersonSnapshot insuplc_admdvs */
                insuplc_admdvs?: string;

                /** PersonSnapshot balc */
                balc?: tongxing.v1.Fen.$Properties;

                /** PersonSnapshot aid_category */
                aid_category?: string;

                /** PersonSnapshot commercial */
                commercial?: boolean;

                /** PersonSnapshot entitlements */
                entitlements?: tongxing.v1.Entitlement.$Properties[];

                /** PersonSnapshot mulaid */
                mulaid?: tongxing.v1.FamilyAccount.$Properties[];

                /** PersonSnapshot accumulator_year */
                accumulator_year?: number;

                /** PersonSnapshot accumulators */
                accumulators?: tongxing.v1.Accumulator.$Properties[];

                /** PersonSnapshot as_of_ms */
                as_of_ms?: (number|Long);

                /** PersonSnapshot included_epoch */
                included_epoch?: (number|Long);

                /** PersonSnapshot included_number */
                included_number?: (number|Long);

                /** PersonSnapshot outstanding */
                outstanding?: tongxing.v1.OutstandingNumbers.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PersonSnapshot. */
            type $Shape = tongxing.v1.PersonSnapshot.$Properties;
        }

        /**
         * Properties of an OutstandingNumbers.
         * @deprecated Use tongxing.v1.OutstandingNumbers.$Properties instead.
         */
        interface IOutstandingNumbers extends tongxing.v1.OutstandingNumbers.$Properties {
        }

        /** Represents an OutstandingNumbers. */
        class OutstandingNumbers {

            /**
             * Constructs a new OutstandingNumbers.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.OutstandingNumbers.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OutstandingNumbers epoch. */
            epoch: (number|Long);

            /** OutstandingNumbers first. */
            first: (number|Long);

            /** OutstandingNumbers last. */
            last: (number|Long);

            /**
             * Encodes the specified OutstandingNumbers message. Does not implicitly {@link tongxing.v1.OutstandingNumbers.verify|verify} messages.
             * @param m OutstandingNumbers message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.OutstandingNumbers.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OutstandingNumbers message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.OutstandingNumbers & tongxing.v1.OutstandingNumbers.$Shape} OutstandingNumbers
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.OutstandingNumbers & tongxing.v1.OutstandingNumbers.$Shape;
        }

        namespace OutstandingNumbers {

            /** Properties of an OutstandingNumbers. */
            interface $Properties {

                /** OutstandingNumbers epoch */
                epoch?: (number|Long);

                /** OutstandingNumbers first */
                first?: (number|Long);

                /** OutstandingNumbers last */
                last?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OutstandingNumbers. */
            type $Shape = tongxing.v1.OutstandingNumbers.$Properties;
        }

        /**
         * Properties of an Entitlement.
         * @deprecated Use tongxing.v1.Entitlement.$Properties instead.
         */
        interface IEntitlement extends tongxing.v1.Entitlement.$Properties {
        }

        /** Represents an Entitlement. */
        class Entitlement {

            /**
             * Constructs a new Entitlement.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Entitlement.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Entitlement opsp_dise_code. */
            opsp_dise_code: string;

            /** Entitlement begndate. */
            begndate: string;

            /** Entitlement enddate. */
            enddate: string;

            /**
             * Encodes the specified Entitlement message. Does not implicitly {@link tongxing.v1.Entitlement.verify|verify} messages.
             * @param m Entitlement message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Entitlement.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Entitlement message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Entitlement & tongxing.v1.Entitlement.$Shape} Entitlement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Entitlement & tongxing.v1.Entitlement.$Shape;
        }

        namespace Entitlement {

            /** Properties of an Entitlement. */
            interface $Properties {

                /** Entitlement opsp_dise_code */
                opsp_dise_code?: string;

                /** Entitlement begndate */
                begndate?: string;

                /** Entitlement enddate */
                enddate?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Entitlement. */
            type $Shape = tongxing.v1.Entitlement.$Properties;
        }

        /**
         * Properties of a FamilyAccount.
         * @deprecated Use tongxing.v1.FamilyAccount.$Properties instead.
         */
        interface IFamilyAccount extends tongxing.v1.FamilyAccount.$Properties {
        }

        /** Represents a FamilyAccount. */
        class FamilyAccount {

            /**
             * Constructs a new FamilyAccount.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.FamilyAccount.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FamilyAccount psn_no. */
            psn_no: string;

            /** FamilyAccount balc. */
            balc: tongxing.v1.Fen;

            /**
             * Encodes the specified FamilyAccount message. Does not implicitly {@link tongxing.v1.FamilyAccount.verify|verify} messages.
             * @param m FamilyAccount message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.FamilyAccount.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FamilyAccount message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.FamilyAccount & tongxing.v1.FamilyAccount.$Shape} FamilyAccount
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.FamilyAccount & tongxing.v1.FamilyAccount.$Shape;
        }

        namespace FamilyAccount {

            /** Properties of a FamilyAccount. */
            interface $Properties {

                /** FamilyAccount psn_no */
                psn_no?: string;

                /** FamilyAccount balc */
                balc?: tongxing.v1.Fen.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FamilyAccount. */
            type $Shape = tongxing.v1.FamilyAccount.$Properties;
        }

        /**
         * Properties of an Accumulator.
         * @deprecated Use tongxing.v1.Accumulator.$Properties instead.
         */
        interface IAccumulator extends tongxing.v1.Accumulator.$Properties {
        }

        /** Represents an Accumulator. */
        class Accumulator {

            /**
             * Constructs a new Accumulator.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Accumulator.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Accumulator name. */
            name: string;

            /** Accumulator amount. */
            amount: tongxing.v1.Fen;

            /**
             * Encodes the specified Accumulator message. Does not implicitly {@link tongxing.v1.Accumulator.verify|verify} messages.
             * @param m Accumulator message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Accumulator.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Accumulator message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Accumulator & tongxing.v1.Accumulator.$Shape} Accumulator
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Accumulator & tongxing.v1.Accumulator.$Shape;
        }

        namespace Accumulator {

            /** Properties of an Accumulator. */
            interface $Properties {

                /** Accumulator name */
                name?: string;

                /** Accumulator amount */
                amount?: tongxing.v1.Fen.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Accumulator. */
            type $Shape = tongxing.v1.Accumulator.$Properties;
        }

        /**
         * Properties of an EnrolRequest.
         * @deprecated Use tongxing.v1.EnrolRequest.$Properties instead.
         */
        interface IEnrolRequest extends tongxing.v1.EnrolRequest.$Properties {
        }

        /** Represents an EnrolRequest. */
        class EnrolRequest {

            /**
             * Constructs a new EnrolRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.EnrolRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolRequest enrolment_code. */
            enrolment_code: string;

            /** EnrolRequest fixmedins_code. */
            fixmedins_code: string;

            /** EnrolRequest certificate_request. */
            certificate_request: Uint8Array;

            /** EnrolRequest agent_version. */
            agent_version: string;

            /**
             * Encodes the specified EnrolRequest message. Does not implicitly {@link tongxing.v1.EnrolRequest.verify|verify} messages.
             * @param m EnrolRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.EnrolRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.EnrolRequest & tongxing.v1.EnrolRequest.$Shape} EnrolRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.EnrolRequest & tongxing.v1.EnrolRequest.$Shape;
        }

        namespace EnrolRequest {

            /** Properties of an EnrolRequest. */
            interface $Properties {

                /** EnrolRequest enrolment_code */
                enrolment_code?: string;

                /** EnrolRequest fixmedins_code */
                fixmedins_code?: string;

                /** EnrolRequest certificate_request */
                certificate_request?: Uint8Array;

                /** EnrolRequest agent_version */
                agent_version?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolRequest. */
            type $Shape = tongxing.v1.EnrolRequest.$Properties;
        }

        /**
         * Properties of an EnrolResponse.
         * @deprecated Use tongxing.v1.EnrolResponse.$Properties instead.
         */
        interface IEnrolResponse extends tongxing.v1.EnrolResponse.$Properties {
        }

        /** Represents an EnrolResponse. */
        class EnrolResponse {

            /**
             * Constructs a new EnrolResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.EnrolResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnrolResponse result. */
            result: tongxing.v1.Result;

            /** EnrolResponse dev_no. */
            dev_no: string;

            /** EnrolResponse slot. */
            slot: number;

            /** EnrolResponse certificate_chain. */
            certificate_chain: Uint8Array[];

            /** EnrolResponse fixmedins_name. */
            fixmedins_name: string;

            /** EnrolResponse mdtrtarea_admvs. */
            mdtrtarea_admvs: string;

            /** EnrolResponse institution_kind. */
            institution_kind: string;

            /** EnrolResponse institution_level. */
            institution_level: string;

            /** EnrolResponse dual_channel. */
            dual_channel: boolean;

            /** EnrolResponse last_msgid. */
            last_msgid: string;

            /** EnrolResponse update_key. */
            update_key: Uint8Array;

            /** EnrolResponse recovery_key. */
            recovery_key: Uint8Array;

            /**
             * Encodes the specified EnrolResponse message. Does not implicitly {@link tongxing.v1.EnrolResponse.verify|verify} messages.
             * @param m EnrolResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.EnrolResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnrolResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.EnrolResponse & tongxing.v1.EnrolResponse.$Shape} EnrolResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.EnrolResponse & tongxing.v1.EnrolResponse.$Shape;
        }

        namespace EnrolResponse {

            /** Properties of an EnrolResponse. */
            interface $Properties {

                /** EnrolResponse result */
                result?: tongxing.v1.Result.$Properties;

                /** EnrolResponse dev_no */
                dev_no?: string;

                /** EnrolResponse slot */
                slot?: number;

                /** EnrolResponse certificate_chain */
                certificate_chain?: Uint8Array[];

                /** EnrolResponse fixmedins_name */
                fixmedins_name?: string;

                /** EnrolResponse mdtrtarea_admvs */
                mdtrtarea_admvs?: string;

                /** EnrolResponse institution_kind */
                institution_kind?: string;

                /** EnrolResponse institution_level */
                institution_level?: string;

                /** EnrolResponse dual_channel */
                dual_channel?: boolean;

                /** EnrolResponse last_msgid */
                last_msgid?: string;

                /** EnrolResponse update_key */
                update_key?: Uint8Array;

                /** EnrolResponse recovery_key */
                recovery_key?: Uint8Array;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnrolResponse. */
            type $Shape = tongxing.v1.EnrolResponse.$Properties;
        }

        /**
         * Properties of a HelloRequest.
         * @deprecated Use tongxing.v1.HelloRequest.$Properties instead.
         */
        interface IHelloRequest extends tongxing.v1.HelloRequest.$Properties {
        }

        /** Represents a HelloRequest. */
        class HelloRequest {

            /**
             * Constructs a new HelloRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.HelloRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HelloRequest header. */
            header: tongxing.v1.Header;

            /** HelloRequest epoch. */
            epoch: (number|Long);

            /** HelloRequest number. */
            number: (number|Long);

            /** HelloRequest head_hash. */
            head_hash: Uint8Array;

            /** HelloRequest head_seq. */
            head_seq: (number|Long);

            /**
             * Encodes the specified HelloRequest message. Does not implicitly {@link tongxing.v1.HelloRequest.verify|verify} messages.
             * @param m HelloRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.HelloRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HelloRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.HelloRequest & tongxing.v1.HelloRequest.$Shape} HelloRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.HelloRequest & tongxing.v1.HelloRequest.$Shape;
        }

        namespace HelloRequest {

            /** Properties of a HelloRequest. */
            interface $Properties {

                /** HelloRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** HelloRequest epoch */
                epoch?: (number|Long);

                /** HelloRequest number */
                number?: (number|Long);

                /** HelloRequest head_hash */
                head_hash?: Uint8Array;

                /** HelloRequest head_seq */
                head_seq?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HelloRequest. */
            type $Shape = tongxing.v1.HelloRequest.$Properties;
        }

        /**
         * Properties of a HelloResponse.
         * @deprecated Use tongxing.v1.HelloResponse.$Properties instead.
         */
        interface IHelloResponse extends tongxing.v1.HelloResponse.$Properties {
        }

        /** Represents a HelloResponse. */
        class HelloResponse {

            /**
             * Constructs a new HelloResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.HelloResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HelloResponse result. */
            result: tongxing.v1.Result;

            /** HelloResponse epoch. */
            epoch: (number|Long);

            /** HelloResponse number. */
            number: (number|Long);

            /** HelloResponse missing_numbers. */
            missing_numbers: (number|Long)[];

            /** HelloResponse centre_ms. */
            centre_ms: (number|Long);

            /** HelloResponse pace_ms. */
            pace_ms: number;

            /** HelloResponse batch_rows. */
            batch_rows: number;

            /** HelloResponse head_seq. */
            head_seq: (number|Long);

            /** HelloResponse head_hash. */
            head_hash: Uint8Array;

            /** HelloResponse last_msgid. */
            last_msgid: string;

            /** HelloResponse heartbeat_ms. */
            heartbeat_ms: number;

            /**
             * Encodes the specified HelloResponse message. Does not implicitly {@link tongxing.v1.HelloResponse.verify|verify} messages.
             * @param m HelloResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.HelloResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HelloResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.HelloResponse & tongxing.v1.HelloResponse.$Shape} HelloResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.HelloResponse & tongxing.v1.HelloResponse.$Shape;
        }

        namespace HelloResponse {

            /** Properties of a HelloResponse. */
            interface $Properties {

                /** HelloResponse result */
                result?: tongxing.v1.Result.$Properties;

                /** HelloResponse epoch */
                epoch?: (number|Long);

                /** HelloResponse number */
                number?: (number|Long);

                /** HelloResponse missing_numbers */
                missing_numbers?: (number|Long)[];

                /** HelloResponse centre_ms */
                centre_ms?: (number|Long);

                /** HelloResponse pace_ms */
                pace_ms?: number;

                /** HelloResponse batch_rows */
                batch_rows?: number;

                /** HelloResponse head_seq */
                head_seq?: (number|Long);

                /** HelloResponse head_hash */
                head_hash?: Uint8Array;

                /** HelloResponse last_msgid */
                last_msgid?: string;

                /** HelloResponse heartbeat_ms */
                heartbeat_ms?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HelloResponse. */
            type $Shape = tongxing.v1.HelloResponse.$Properties;
        }

        /**
         * Properties of a SignInRequest.
         * @deprecated Use tongxing.v1.SignInRequest.$Properties instead.
         */
        interface ISignInRequest extends tongxing.v1.SignInRequest.$Properties {
        }

        /** Represents a SignInRequest. */
        class SignInRequest {

            /**
             * Constructs a new SignInRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.SignInRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignInRequest header. */
            header: tongxing.v1.Header;

            /** SignInRequest opter_no. */
            opter_no: string;

            /**
             * Encodes the specified SignInRequest message. Does not implicitly {@link tongxing.v1.SignInRequest.verify|verify} messages.
             * @param m SignInRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.SignInRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignInRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.SignInRequest & tongxing.v1.SignInRequest.$Shape} SignInRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.SignInRequest & tongxing.v1.SignInRequest.$Shape;
        }

        namespace SignInRequest {

            /** Properties of a SignInRequest. */
            interface $Properties {

                /** SignInRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** SignInRequest opter_no */
                opter_no?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignInRequest. */
            type $Shape = tongxing.v1.SignInRequest.$Properties;
        }

        /**
         * Properties of a SignInResponse.
         * @deprecated Use tongxing.v1.SignInResponse.$Properties instead.
         */
        interface ISignInResponse extends tongxing.v1.SignInResponse.$Properties {
        }

        /** Represents a SignInResponse. */
        class SignInResponse {

            /**
             * Constructs a new SignInResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.SignInResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignInResponse result. */
            result: tongxing.v1.Result;

            /** SignInResponse sign_no. */
            sign_no: string;

            /** SignInResponse sign_time. */
            sign_time: string;

            /**
             * Encodes the specified SignInResponse message. Does not implicitly {@link tongxing.v1.SignInResponse.verify|verify} messages.
             * @param m SignInResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.SignInResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignInResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.SignInResponse & tongxing.v1.SignInResponse.$Shape} SignInResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.SignInResponse & tongxing.v1.SignInResponse.$Shape;
        }

        namespace SignInResponse {

            /** Properties of a SignInResponse. */
            interface $Properties {

                /** SignInResponse result */
                result?: tongxing.v1.Result.$Properties;

                /** SignInResponse sign_no */
                sign_no?: string;

                /** SignInResponse sign_time */
                sign_time?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignInResponse. */
            type $Shape = tongxing.v1.SignInResponse.$Properties;
        }

        /**
         * Properties of a SignOutRequest.
         * @deprecated Use tongxing.v1.SignOutRequest.$Properties instead.
         */
        interface ISignOutRequest extends tongxing.v1.SignOutRequest.$Properties {
        }

        /** Represents a SignOutRequest. */
        class SignOutRequest {

            /**
             * Constructs a new SignOutRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.SignOutRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignOutRequest header. */
            header: tongxing.v1.Header;

            /** SignOutRequest sign_no. */
            sign_no: string;

            /** SignOutRequest opter_no. */
            opter_no: string;

            /**
             * Encodes the specified SignOutRequest message. Does not implicitly {@link tongxing.v1.SignOutRequest.verify|verify} messages.
             * @param m SignOutRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.SignOutRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignOutRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.SignOutRequest & tongxing.v1.SignOutRequest.$Shape} SignOutRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.SignOutRequest & tongxing.v1.SignOutRequest.$Shape;
        }

        namespace SignOutRequest {

            /** Properties of a SignOutRequest. */
            interface $Properties {

                /** SignOutRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** SignOutRequest sign_no */
                sign_no?: string;

                /** SignOutRequest opter_no */
                opter_no?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignOutRequest. */
            type $Shape = tongxing.v1.SignOutRequest.$Properties;
        }

        /**
         * Properties of a SignOutResponse.
         * @deprecated Use tongxing.v1.SignOutResponse.$Properties instead.
         */
        interface ISignOutResponse extends tongxing.v1.SignOutResponse.$Properties {
        }

        /** Represents a SignOutResponse. */
        class SignOutResponse {

            /**
             * Constructs a new SignOutResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.SignOutResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignOutResponse result. */
            result: tongxing.v1.Result;

            /** SignOutResponse sign_time. */
            sign_time: string;

            /**
             * Encodes the specified SignOutResponse message. Does not implicitly {@link tongxing.v1.SignOutResponse.verify|verify} messages.
             * @param m SignOutResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.SignOutResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignOutResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.SignOutResponse & tongxing.v1.SignOutResponse.$Shape} SignOutResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.SignOutResponse & tongxing.v1.SignOutResponse.$Shape;
        }

        namespace SignOutResponse {

            /** Properties of a SignOutResponse. */
            interface $Properties {

                /** SignOutResponse result */
                result?: tongxing.v1.Result.$Properties;

                /** SignOutResponse sign_time */
                sign_time?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignOutResponse. */
            type $Shape = tongxing.v1.SignOutResponse.$Properties;
        }

        /**
         * Properties of a SettleRequest.
         * @deprecated Use tongxing.v1.SettleRequest.$Properties instead.
         */
        interface ISettleRequest extends tongxing.v1.SettleRequest.$Properties {
        }

        /** Represents a SettleRequest. */
        class SettleRequest {

            /**
             * Constructs a new SettleRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.SettleRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SettleRequest header. */
            header: tongxing.v1.Header;

            /** SettleRequest item. */
            item: tongxing.v1.QueuedItem;

            /**
             * Encodes the specified SettleRequest message. Does not implicitly {@link tongxing.v1.SettleRequest.verify|verify} messages.
             * @param m SettleRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.SettleRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SettleRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.SettleRequest & tongxing.v1.SettleRequest.$Shape} SettleRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.SettleRequest & tongxing.v1.SettleRequest.$Shape;
        }

        namespace SettleRequest {

            /** Properties of a SettleRequest. */
            interface $Properties {

                /** SettleRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** SettleRequest item */
                item?: tongxing.v1.QueuedItem.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SettleRequest. */
            type $Shape = tongxing.v1.SettleRequest.$Properties;
        }

        /**
         * Properties of a SettleResponse.
         * @deprecated Use tongxing.v1.SettleResponse.$Properties instead.
         */
        interface ISettleResponse extends tongxing.v1.SettleResponse.$Properties {
        }

        /** Represents a SettleResponse. */
        class SettleResponse {

            /**
             * Constructs a new SettleResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.SettleResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SettleResponse answer. */
            answer: tongxing.v1.Answer;

            /**
             * Encodes the specified SettleResponse message. Does not implicitly {@link tongxing.v1.SettleResponse.verify|verify} messages.
             * @param m SettleResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.SettleResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SettleResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.SettleResponse & tongxing.v1.SettleResponse.$Shape} SettleResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.SettleResponse & tongxing.v1.SettleResponse.$Shape;
        }

        namespace SettleResponse {

            /** Properties of a SettleResponse. */
            interface $Properties {

                /** SettleResponse answer */
                answer?: tongxing.v1.Answer.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SettleResponse. */
            type $Shape = tongxing.v1.SettleResponse.$Properties;
        }

        /**
         * Properties of a ReverseRequest.
         * @deprecated Use tongxing.v1.ReverseRequest.$Properties instead.
         */
        interface IReverseRequest extends tongxing.v1.ReverseRequest.$Properties {
        }

        /** Represents a ReverseRequest. */
        class ReverseRequest {

            /**
             * Constructs a new ReverseRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.ReverseRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReverseRequest header. */
            header: tongxing.v1.Header;

            /** ReverseRequest item. */
            item: tongxing.v1.QueuedItem;

            /**
             * Encodes the specified ReverseRequest message. Does not implicitly {@link tongxing.v1.ReverseRequest.verify|verify} messages.
             * @param m ReverseRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.ReverseRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReverseRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.ReverseRequest & tongxing.v1.ReverseRequest.$Shape} ReverseRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.ReverseRequest & tongxing.v1.ReverseRequest.$Shape;
        }

        namespace ReverseRequest {

            /** Properties of a ReverseRequest. */
            interface $Properties {

                /** ReverseRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** ReverseRequest item */
                item?: tongxing.v1.QueuedItem.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReverseRequest. */
            type $Shape = tongxing.v1.ReverseRequest.$Properties;
        }

        /**
         * Properties of a ReverseResponse.
         * @deprecated Use tongxing.v1.ReverseResponse.$Properties instead.
         */
        interface IReverseResponse extends tongxing.v1.ReverseResponse.$Properties {
        }

        /** Represents a ReverseResponse. */
        class ReverseResponse {

            /**
             * Constructs a new ReverseResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.ReverseResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReverseResponse answer. */
            answer: tongxing.v1.Answer;

            /**
             * Encodes the specified ReverseResponse message. Does not implicitly {@link tongxing.v1.ReverseResponse.verify|verify} messages.
             * @param m ReverseResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.ReverseResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReverseResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.ReverseResponse & tongxing.v1.ReverseResponse.$Shape} ReverseResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.ReverseResponse & tongxing.v1.ReverseResponse.$Shape;
        }

        namespace ReverseResponse {

            /** Properties of a ReverseResponse. */
            interface $Properties {

                /** ReverseResponse answer */
                answer?: tongxing.v1.Answer.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReverseResponse. */
            type $Shape = tongxing.v1.ReverseResponse.$Properties;
        }

        /**
         * Properties of a VisitStepRequest.
         * @deprecated Use tongxing.v1.VisitStepRequest.$Properties instead.
         */
        interface IVisitStepRequest extends tongxing.v1.VisitStepRequest.$Properties {
        }

        /** Represents a VisitStepRequest. */
        class VisitStepRequest {

            /**
             * Constructs a new VisitStepRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.VisitStepRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** VisitStepRequest header. */
            header: tongxing.v1.Header;

            /** VisitStepRequest item. */
            item: tongxing.v1.QueuedItem;

            /**
             * Encodes the specified VisitStepRequest message. Does not implicitly {@link tongxing.v1.VisitStepRequest.verify|verify} messages.
             * @param m VisitStepRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.VisitStepRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a VisitStepRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.VisitStepRequest & tongxing.v1.VisitStepRequest.$Shape} VisitStepRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.VisitStepRequest & tongxing.v1.VisitStepRequest.$Shape;
        }

        namespace VisitStepRequest {

            /** Properties of a VisitStepRequest. */
            interface $Properties {

                /** VisitStepRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** VisitStepRequest item */
                item?: tongxing.v1.QueuedItem.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a VisitStepRequest. */
            type $Shape = tongxing.v1.VisitStepRequest.$Properties;
        }

        /**
         * Properties of a VisitStepResponse.
         * @deprecated Use tongxing.v1.VisitStepResponse.$Properties instead.
         */
        interface IVisitStepResponse extends tongxing.v1.VisitStepResponse.$Properties {
        }

        /** Represents a VisitStepResponse. */
        class VisitStepResponse {

            /**
             * Constructs a new VisitStepResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.VisitStepResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** VisitStepResponse answer. */
            answer: tongxing.v1.Answer;

            /**
             * Encodes the specified VisitStepResponse message. Does not implicitly {@link tongxing.v1.VisitStepResponse.verify|verify} messages.
             * @param m VisitStepResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.VisitStepResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a VisitStepResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.VisitStepResponse & tongxing.v1.VisitStepResponse.$Shape} VisitStepResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.VisitStepResponse & tongxing.v1.VisitStepResponse.$Shape;
        }

        namespace VisitStepResponse {

            /** Properties of a VisitStepResponse. */
            interface $Properties {

                /** VisitStepResponse answer */
                answer?: tongxing.v1.Answer.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a VisitStepResponse. */
            type $Shape = tongxing.v1.VisitStepResponse.$Properties;
        }

        /**
         * Properties of a PresettleVisitRequest.
         * @deprecated Use tongxing.v1.PresettleVisitRequest.$Properties instead.
         */
        interface IPresettleVisitRequest extends tongxing.v1.PresettleVisitRequest.$Properties {
        }

        /** Represents a PresettleVisitRequest. */
        class PresettleVisitRequest {

            /**
             * Constructs a new PresettleVisitRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.PresettleVisitRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PresettleVisitRequest header. */
            header: tongxing.v1.Header;

            /** PresettleVisitRequest visit_settlement. */
            visit_settlement: tongxing.v1.VisitSettlement;

            /**
             * Encodes the specified PresettleVisitRequest message. Does not implicitly {@link tongxing.v1.PresettleVisitRequest.verify|verify} messages.
             * @param m PresettleVisitRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.PresettleVisitRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PresettleVisitRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.PresettleVisitRequest & tongxing.v1.PresettleVisitRequest.$Shape} PresettleVisitRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.PresettleVisitRequest & tongxing.v1.PresettleVisitRequest.$Shape;
        }

        namespace PresettleVisitRequest {

            /** Properties of a PresettleVisitRequest. */
            interface $Properties {

                /** PresettleVisitRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** PresettleVisitRequest visit_settlement */
                visit_settlement?: tongxing.v1.VisitSettlement.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PresettleVisitRequest. */
            type $Shape = tongxing.v1.PresettleVisitRequest.$Properties;
        }

        /**
         * Properties of a PresettleVisitResponse.
         * @deprecated Use tongxing.v1.PresettleVisitResponse.$Properties instead.
         */
        interface IPresettleVisitResponse extends tongxing.v1.PresettleVisitResponse.$Properties {
        }

        /** Represents a PresettleVisitResponse. */
        class PresettleVisitResponse {

            /**
             * Constructs a new PresettleVisitResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.PresettleVisitResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PresettleVisitResponse result. */
            result: tongxing.v1.Result;

            /** PresettleVisitResponse setlinfo. */
            setlinfo: tongxing.v1.Setlinfo;

            /** PresettleVisitResponse setldetail. */
            setldetail: tongxing.v1.Setldetail[];

            /**
             * Encodes the specified PresettleVisitResponse message. Does not implicitly {@link tongxing.v1.PresettleVisitResponse.verify|verify} messages.
             * @param m PresettleVisitResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.PresettleVisitResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PresettleVisitResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.PresettleVisitResponse & tongxing.v1.PresettleVisitResponse.$Shape} PresettleVisitResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.PresettleVisitResponse & tongxing.v1.PresettleVisitResponse.$Shape;
        }

        namespace PresettleVisitResponse {

            /** Properties of a PresettleVisitResponse. */
            interface $Properties {

                /** PresettleVisitResponse result */
                result?: tongxing.v1.Result.$Properties;

                /** PresettleVisitResponse setlinfo */
                setlinfo?: tongxing.v1.Setlinfo.$Properties;

                /** PresettleVisitResponse setldetail */
                setldetail?: tongxing.v1.Setldetail.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PresettleVisitResponse. */
            type $Shape = tongxing.v1.PresettleVisitResponse.$Properties;
        }

        /**
         * Properties of an InquireRequest.
         * @deprecated Use tongxing.v1.InquireRequest.$Properties instead.
         */
        interface IInquireRequest extends tongxing.v1.InquireRequest.$Properties {
        }

        /** Represents an InquireRequest. */
        class InquireRequest {

            /**
             * Constructs a new InquireRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.InquireRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** InquireRequest header. */
            header: tongxing.v1.Header;

            /** InquireRequest msgid. */
            msgid: string[];

            /**
             * Encodes the specified InquireRequest message. Does not implicitly {@link tongxing.v1.InquireRequest.verify|verify} messages.
             * @param m InquireRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.InquireRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InquireRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.InquireRequest & tongxing.v1.InquireRequest.$Shape} InquireRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.InquireRequest & tongxing.v1.InquireRequest.$Shape;
        }

        namespace InquireRequest {

            /** Properties of an InquireRequest. */
            interface $Properties {

                /** InquireRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** InquireRequest msgid */
                msgid?: string[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an InquireRequest. */
            type $Shape = tongxing.v1.InquireRequest.$Properties;
        }

        /**
         * Properties of an InquireResponse.
         * @deprecated Use tongxing.v1.InquireResponse.$Properties instead.
         */
        interface IInquireResponse extends tongxing.v1.InquireResponse.$Properties {
        }

        /** Represents an InquireResponse. */
        class InquireResponse {

            /**
             * Constructs a new InquireResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.InquireResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** InquireResponse result. */
            result: tongxing.v1.Result;

            /** InquireResponse answers. */
            answers: tongxing.v1.Answer[];

            /**
             * Encodes the specified InquireResponse message. Does not implicitly {@link tongxing.v1.InquireResponse.verify|verify} messages.
             * @param m InquireResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.InquireResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InquireResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.InquireResponse & tongxing.v1.InquireResponse.$Shape} InquireResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.InquireResponse & tongxing.v1.InquireResponse.$Shape;
        }

        namespace InquireResponse {

            /** Properties of an InquireResponse. */
            interface $Properties {

                /** InquireResponse result */
                result?: tongxing.v1.Result.$Properties;

                /** InquireResponse answers */
                answers?: tongxing.v1.Answer.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an InquireResponse. */
            type $Shape = tongxing.v1.InquireResponse.$Properties;
        }

        /**
         * Properties of a FetchTransactionsRequest.
         * @deprecated Use tongxing.v1.FetchTransactionsRequest.$Properties instead.
         */
        interface IFetchTransactionsRequest extends tongxing.v1.FetchTransactionsRequest.$Properties {
        }

        /** Represents a FetchTransactionsRequest. */
        class FetchTransactionsRequest {

            /**
             * Constructs a new FetchTransactionsRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.FetchTransactionsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FetchTransactionsRequest header. */
            header: tongxing.v1.Header;

            /** FetchTransactionsRequest held. */
            held: tongxing.v1.HeldNumbers[];

            /**
             * Encodes the specified FetchTransactionsRequest message. Does not implicitly {@link tongxing.v1.FetchTransactionsRequest.verify|verify} messages.
             * @param m FetchTransactionsRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.FetchTransactionsRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FetchTransactionsRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.FetchTransactionsRequest & tongxing.v1.FetchTransactionsRequest.$Shape} FetchTransactionsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.FetchTransactionsRequest & tongxing.v1.FetchTransactionsRequest.$Shape;
        }

        namespace FetchTransactionsRequest {

            /** Properties of a FetchTransactionsRequest. */
            interface $Properties {

                /** FetchTransactionsRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** FetchTransactionsRequest held */
                held?: tongxing.v1.HeldNumbers.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FetchTransactionsRequest. */
            type $Shape = tongxing.v1.FetchTransactionsRequest.$Properties;
        }

        /**
         * Properties of a HeldNumbers.
         * @deprecated Use tongxing.v1.HeldNumbers.$Properties instead.
         */
        interface IHeldNumbers extends tongxing.v1.HeldNumbers.$Properties {
        }

        /** Represents a HeldNumbers. */
        class HeldNumbers {

            /**
             * Constructs a new HeldNumbers.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.HeldNumbers.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HeldNumbers epoch. */
            epoch: (number|Long);

            /** HeldNumbers first. */
            first: (number|Long);

            /** HeldNumbers last. */
            last: (number|Long);

            /**
             * Encodes the specified HeldNumbers message. Does not implicitly {@link tongxing.v1.HeldNumbers.verify|verify} messages.
             * @param m HeldNumbers message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.HeldNumbers.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HeldNumbers message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.HeldNumbers & tongxing.v1.HeldNumbers.$Shape} HeldNumbers
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.HeldNumbers & tongxing.v1.HeldNumbers.$Shape;
        }

        namespace HeldNumbers {

            /** Properties of a HeldNumbers. */
            interface $Properties {

                /** HeldNumbers epoch */
                epoch?: (number|Long);

                /** HeldNumbers first */
                first?: (number|Long);

                /** HeldNumbers last */
                last?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HeldNumbers. */
            type $Shape = tongxing.v1.HeldNumbers.$Properties;
        }

        /**
         * Properties of a FetchTransactionsResponse.
         * @deprecated Use tongxing.v1.FetchTransactionsResponse.$Properties instead.
         */
        interface IFetchTransactionsResponse extends tongxing.v1.FetchTransactionsResponse.$Properties {
        }

        /** Represents a FetchTransactionsResponse. */
        class FetchTransactionsResponse {

            /**
             * Constructs a new FetchTransactionsResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.FetchTransactionsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FetchTransactionsResponse result. */
            result: tongxing.v1.Result;

            /** FetchTransactionsResponse transactions. */
            transactions: tongxing.v1.KeptTransaction[];

            /** FetchTransactionsResponse more. */
            more: boolean;

            /**
             * Encodes the specified FetchTransactionsResponse message. Does not implicitly {@link tongxing.v1.FetchTransactionsResponse.verify|verify} messages.
             * @param m FetchTransactionsResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.FetchTransactionsResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FetchTransactionsResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.FetchTransactionsResponse & tongxing.v1.FetchTransactionsResponse.$Shape} FetchTransactionsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.FetchTransactionsResponse & tongxing.v1.FetchTransactionsResponse.$Shape;
        }

        namespace FetchTransactionsResponse {

            /** Properties of a FetchTransactionsResponse. */
            interface $Properties {

                /** FetchTransactionsResponse result */
                result?: tongxing.v1.Result.$Properties;

                /** FetchTransactionsResponse transactions */
                transactions?: tongxing.v1.KeptTransaction.$Properties[];

                /** FetchTransactionsResponse more */
                more?: boolean;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FetchTransactionsResponse. */
            type $Shape = tongxing.v1.FetchTransactionsResponse.$Properties;
        }

        /**
         * Properties of a KeptTransaction.
         * @deprecated Use tongxing.v1.KeptTransaction.$Properties instead.
         */
        interface IKeptTransaction extends tongxing.v1.KeptTransaction.$Properties {
        }

        /** Represents a KeptTransaction. */
        class KeptTransaction {

            /**
             * Constructs a new KeptTransaction.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.KeptTransaction.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KeptTransaction transaction. */
            transaction: Uint8Array;

            /** KeptTransaction answer. */
            answer: tongxing.v1.Answer;

            /**
             * Encodes the specified KeptTransaction message. Does not implicitly {@link tongxing.v1.KeptTransaction.verify|verify} messages.
             * @param m KeptTransaction message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.KeptTransaction.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeptTransaction message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.KeptTransaction & tongxing.v1.KeptTransaction.$Shape} KeptTransaction
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.KeptTransaction & tongxing.v1.KeptTransaction.$Shape;
        }

        namespace KeptTransaction {

            /** Properties of a KeptTransaction. */
            interface $Properties {

                /** KeptTransaction transaction */
                transaction?: Uint8Array;

                /** KeptTransaction answer */
                answer?: tongxing.v1.Answer.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeptTransaction. */
            type $Shape = tongxing.v1.KeptTransaction.$Properties;
        }

        /**
         * Properties of an ExchangeRequest.
         * @deprecated Use tongxing.v1.ExchangeRequest.$Properties instead.
         */
        interface IExchangeRequest extends tongxing.v1.ExchangeRequest.$Properties {
        }

        /** Represents an ExchangeRequest. */
        class ExchangeRequest {

            /**
             * Constructs a new ExchangeRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.ExchangeRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExchangeRequest frame_id. */
            frame_id: (number|Long);

            /** ExchangeRequest header. */
            header: tongxing.v1.Header;

            /** ExchangeRequest items. */
            items: tongxing.v1.QueuedItem[];

            /**
             * Encodes the specified ExchangeRequest message. Does not implicitly {@link tongxing.v1.ExchangeRequest.verify|verify} messages.
             * @param m ExchangeRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.ExchangeRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExchangeRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.ExchangeRequest & tongxing.v1.ExchangeRequest.$Shape} ExchangeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.ExchangeRequest & tongxing.v1.ExchangeRequest.$Shape;
        }

        namespace ExchangeRequest {

            /** Properties of an ExchangeRequest. */
            interface $Properties {

                /** ExchangeRequest frame_id */
                frame_id?: (number|Long);

                /** ExchangeRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** ExchangeRequest items */
                items?: tongxing.v1.QueuedItem.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExchangeRequest. */
            type $Shape = tongxing.v1.ExchangeRequest.$Properties;
        }

        /**
         * Properties of an ExchangeResponse.
         * @deprecated Use tongxing.v1.ExchangeResponse.$Properties instead.
         */
        interface IExchangeResponse extends tongxing.v1.ExchangeResponse.$Properties {
        }

        /** Represents an ExchangeResponse. */
        class ExchangeResponse {

            /**
             * Constructs a new ExchangeResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.ExchangeResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExchangeResponse frame_id. */
            frame_id: (number|Long);

            /** ExchangeResponse answers. */
            answers: tongxing.v1.Answer[];

            /** ExchangeResponse pace_ms. */
            pace_ms: number;

            /**
             * Encodes the specified ExchangeResponse message. Does not implicitly {@link tongxing.v1.ExchangeResponse.verify|verify} messages.
             * @param m ExchangeResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.ExchangeResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExchangeResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.ExchangeResponse & tongxing.v1.ExchangeResponse.$Shape} ExchangeResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.ExchangeResponse & tongxing.v1.ExchangeResponse.$Shape;
        }

        namespace ExchangeResponse {

            /** Properties of an ExchangeResponse. */
            interface $Properties {

                /** ExchangeResponse frame_id */
                frame_id?: (number|Long);

                /** ExchangeResponse answers */
                answers?: tongxing.v1.Answer.$Properties[];

                /** ExchangeResponse pace_ms */
                pace_ms?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExchangeResponse. */
            type $Shape = tongxing.v1.ExchangeResponse.$Properties;
        }

        /**
         * Properties of a ReconcileTotalsRequest.
         * @deprecated Use tongxing.v1.ReconcileTotalsRequest.$Properties instead.
         */
        interface IReconcileTotalsRequest extends tongxing.v1.ReconcileTotalsRequest.$Properties {
        }

        /** Represents a ReconcileTotalsRequest. */
        class ReconcileTotalsRequest {

            /**
             * Constructs a new ReconcileTotalsRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.ReconcileTotalsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReconcileTotalsRequest header. */
            header: tongxing.v1.Header;

            /** ReconcileTotalsRequest stmt_begndate. */
            stmt_begndate: string;

            /** ReconcileTotalsRequest stmt_enddate. */
            stmt_enddate: string;

            /** ReconcileTotalsRequest totals. */
            totals: tongxing.v1.StatementTotals[];

            /**
             * Encodes the specified ReconcileTotalsRequest message. Does not implicitly {@link tongxing.v1.ReconcileTotalsRequest.verify|verify} messages.
             * @param m ReconcileTotalsRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.ReconcileTotalsRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReconcileTotalsRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.ReconcileTotalsRequest & tongxing.v1.ReconcileTotalsRequest.$Shape} ReconcileTotalsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.ReconcileTotalsRequest & tongxing.v1.ReconcileTotalsRequest.$Shape;
        }

        namespace ReconcileTotalsRequest {

            /** Properties of a ReconcileTotalsRequest. */
            interface $Properties {

                /** ReconcileTotalsRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** ReconcileTotalsRequest stmt_begndate */
                stmt_begndate?: string;

                /** ReconcileTotalsRequest stmt_enddate */
                stmt_enddate?: string;

                /** ReconcileTotalsRequest totals */
                totals?: tongxing.v1.StatementTotals.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReconcileTotalsRequest. */
            type $Shape = tongxing.v1.ReconcileTotalsRequest.$Properties;
        }

        /**
         * Properties of a ReconcileTotalsResponse.
         * @deprecated Use tongxing.v1.ReconcileTotalsResponse.$Properties instead.
         */
        interface IReconcileTotalsResponse extends tongxing.v1.ReconcileTotalsResponse.$Properties {
        }

        /** Represents a ReconcileTotalsResponse. */
        class ReconcileTotalsResponse {

            /**
             * Constructs a new ReconcileTotalsResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.ReconcileTotalsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReconcileTotalsResponse result. */
            result: tongxing.v1.Result;

            /** ReconcileTotalsResponse results. */
            results: tongxing.v1.StatementResult[];

            /**
             * Encodes the specified ReconcileTotalsResponse message. Does not implicitly {@link tongxing.v1.ReconcileTotalsResponse.verify|verify} messages.
             * @param m ReconcileTotalsResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.ReconcileTotalsResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReconcileTotalsResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.ReconcileTotalsResponse & tongxing.v1.ReconcileTotalsResponse.$Shape} ReconcileTotalsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.ReconcileTotalsResponse & tongxing.v1.ReconcileTotalsResponse.$Shape;
        }

        namespace ReconcileTotalsResponse {

            /** Properties of a ReconcileTotalsResponse. */
            interface $Properties {

                /** ReconcileTotalsResponse result */
                result?: tongxing.v1.Result.$Properties;

                /** ReconcileTotalsResponse results */
                results?: tongxing.v1.StatementResult.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReconcileTotalsResponse. */
            type $Shape = tongxing.v1.ReconcileTotalsResponse.$Properties;
        }

        /**
         * Properties of a StatementTotals.
         * @deprecated Use tongxing.v1.StatementTotals.$Properties instead.
         */
        interface IStatementTotals extends tongxing.v1.StatementTotals.$Properties {
        }

        /** Represents a StatementTotals. */
        class StatementTotals {

            /**
             * Constructs a new StatementTotals.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.StatementTotals.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StatementTotals insutype. */
            insutype: string;

            /** StatementTotals clr_type. */
            clr_type: string;

            /** StatementTotals setl_optins. */
            setl_optins: string;

            /** StatementTotals medfee_sumamt. */
            medfee_sumamt: tongxing.v1.Fen;

            /** StatementTotals fund_pay_sumamt. */
            fund_pay_sumamt: tongxing.v1.Fen;

            /** StatementTotals acct_pay. */
            acct_pay: tongxing.v1.Fen;

            /** StatementTotals fixmedins_setl_cnt. */
            fixmedins_setl_cnt: number;

            /**
             * Encodes the specified StatementTotals message. Does not implicitly {@link tongxing.v1.StatementTotals.verify|verify} messages.
             * @param m StatementTotals message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.StatementTotals.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StatementTotals message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.StatementTotals & tongxing.v1.StatementTotals.$Shape} StatementTotals
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.StatementTotals & tongxing.v1.StatementTotals.$Shape;
        }

        namespace StatementTotals {

            /** Properties of a StatementTotals. */
            interface $Properties {

                /** StatementTotals insutype */
                insutype?: string;

                /** StatementTotals clr_type */
                clr_type?: string;

                /** StatementTotals setl_optins */
                setl_optins?: string;

                /** StatementTotals medfee_sumamt */
                medfee_sumamt?: tongxing.v1.Fen.$Properties;

                /** StatementTotals fund_pay_sumamt */
                fund_pay_sumamt?: tongxing.v1.Fen.$Properties;

                /** StatementTotals acct_pay */
                acct_pay?: tongxing.v1.Fen.$Properties;

                /** StatementTotals fixmedins_setl_cnt */
                fixmedins_setl_cnt?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StatementTotals. */
            type $Shape = tongxing.v1.StatementTotals.$Properties;
        }

        /**
         * Properties of a StatementResult.
         * @deprecated Use tongxing.v1.StatementResult.$Properties instead.
         */
        interface IStatementResult extends tongxing.v1.StatementResult.$Properties {
        }

        /** Represents a StatementResult. */
        class StatementResult {

            /**
             * Constructs a new StatementResult.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.StatementResult.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StatementResult centre. */
            centre: tongxing.v1.StatementTotals;

            /** StatementResult stmt_rslt. */
            stmt_rslt: string;

            /** StatementResult stmt_rslt_dscr. */
            stmt_rslt_dscr: string;

            /**
             * Encodes the specified StatementResult message. Does not implicitly {@link tongxing.v1.StatementResult.verify|verify} messages.
             * @param m StatementResult message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.StatementResult.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StatementResult message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.StatementResult & tongxing.v1.StatementResult.$Shape} StatementResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.StatementResult & tongxing.v1.StatementResult.$Shape;
        }

        namespace StatementResult {

            /** Properties of a StatementResult. */
            interface $Properties {

                /** StatementResult centre */
                centre?: tongxing.v1.StatementTotals.$Properties;

                /** StatementResult stmt_rslt */
                stmt_rslt?: string;

                /** StatementResult stmt_rslt_dscr */
                stmt_rslt_dscr?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StatementResult. */
            type $Shape = tongxing.v1.StatementResult.$Properties;
        }

        /**
         * Properties of a ReconcileDetailsRequest.
         * @deprecated Use tongxing.v1.ReconcileDetailsRequest.$Properties instead.
         */
        interface IReconcileDetailsRequest extends tongxing.v1.ReconcileDetailsRequest.$Properties {
        }

        /** Represents a ReconcileDetailsRequest. */
        class ReconcileDetailsRequest {

            /**
             * Constructs a new ReconcileDetailsRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.ReconcileDetailsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReconcileDetailsRequest header. */
            header: tongxing.v1.Header;

            /** ReconcileDetailsRequest stmt_date. */
            stmt_date: string;

            /** ReconcileDetailsRequest insutype. */
            insutype: string;

            /** ReconcileDetailsRequest clr_type. */
            clr_type: string;

            /** ReconcileDetailsRequest setl_optins. */
            setl_optins: string;

            /** ReconcileDetailsRequest details. */
            details: tongxing.v1.StatementDetail[];

            /** ReconcileDetailsRequest after. */
            after: string;

            /**
             * Encodes the specified ReconcileDetailsRequest message. Does not implicitly {@link tongxing.v1.ReconcileDetailsRequest.verify|verify} messages.
             * @param m ReconcileDetailsRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.ReconcileDetailsRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReconcileDetailsRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.ReconcileDetailsRequest & tongxing.v1.ReconcileDetailsRequest.$Shape} ReconcileDetailsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.ReconcileDetailsRequest & tongxing.v1.ReconcileDetailsRequest.$Shape;
        }

        namespace ReconcileDetailsRequest {

            /** Properties of a ReconcileDetailsRequest. */
            interface $Properties {

                /** ReconcileDetailsRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** ReconcileDetailsRequest stmt_date */
                stmt_date?: string;

                /** ReconcileDetailsRequest insutype */
                insutype?: string;

                /** ReconcileDetailsRequest clr_type */
                clr_type?: string;

                /** ReconcileDetailsRequest setl_optins */
                setl_optins?: string;

                /** ReconcileDetailsRequest details */
                details?: tongxing.v1.StatementDetail.$Properties[];

                /** ReconcileDetailsRequest after */
                after?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReconcileDetailsRequest. */
            type $Shape = tongxing.v1.ReconcileDetailsRequest.$Properties;
        }

        /**
         * Properties of a ReconcileDetailsResponse.
         * @deprecated Use tongxing.v1.ReconcileDetailsResponse.$Properties instead.
         */
        interface IReconcileDetailsResponse extends tongxing.v1.ReconcileDetailsResponse.$Properties {
        }

        /** Represents a ReconcileDetailsResponse. */
        class ReconcileDetailsResponse {

            /**
             * Constructs a new ReconcileDetailsResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.ReconcileDetailsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReconcileDetailsResponse result. */
            result: tongxing.v1.Result;

            /** ReconcileDetailsResponse details. */
            details: tongxing.v1.StatementDetail[];

            /** ReconcileDetailsResponse next. */
            next: string;

            /**
             * Encodes the specified ReconcileDetailsResponse message. Does not implicitly {@link tongxing.v1.ReconcileDetailsResponse.verify|verify} messages.
             * @param m ReconcileDetailsResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.ReconcileDetailsResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReconcileDetailsResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.ReconcileDetailsResponse & tongxing.v1.ReconcileDetailsResponse.$Shape} ReconcileDetailsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.ReconcileDetailsResponse & tongxing.v1.ReconcileDetailsResponse.$Shape;
        }

        namespace ReconcileDetailsResponse {

            /** Properties of a ReconcileDetailsResponse. */
            interface $Properties {

                /** ReconcileDetailsResponse result */
                result?: tongxing.v1.Result.$Properties;

                /** ReconcileDetailsResponse details */
                details?: tongxing.v1.StatementDetail.$Properties[];

                /** ReconcileDetailsResponse next */
                next?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReconcileDetailsResponse. */
            type $Shape = tongxing.v1.ReconcileDetailsResponse.$Properties;
        }

        /**
         * Properties of a StatementDetail.
         * @deprecated Use tongxing.v1.StatementDetail.$Properties instead.
         */
        interface IStatementDetail extends tongxing.v1.StatementDetail.$Properties {
        }

        /** Represents a StatementDetail. */
        class StatementDetail {

            /**
             * Constructs a new StatementDetail.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.StatementDetail.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StatementDetail msgid. */
            msgid: string;

            /** StatementDetail setl_id. */
            setl_id: string;

            /** StatementDetail mdtrt_id. */
            mdtrt_id: string;

            /** StatementDetail insutype. */
            insutype: string;

            /** StatementDetail clr_type. */
            clr_type: string;

            /** StatementDetail setl_optins. */
            setl_optins: string;

            /** StatementDetail setl_time. */
            setl_time: string;

            /** StatementDetail medfee_sumamt. */
            medfee_sumamt: tongxing.v1.Fen;

            /** StatementDetail fund_pay_sumamt. */
            fund_pay_sumamt: tongxing.v1.Fen;

            /** StatementDetail acct_pay. */
            acct_pay: tongxing.v1.Fen;

            /** StatementDetail refd_setl_flag. */
            refd_setl_flag: string;

            /**
             * Encodes the specified StatementDetail message. Does not implicitly {@link tongxing.v1.StatementDetail.verify|verify} messages.
             * @param m StatementDetail message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.StatementDetail.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StatementDetail message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.StatementDetail & tongxing.v1.StatementDetail.$Shape} StatementDetail
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.StatementDetail & tongxing.v1.StatementDetail.$Shape;
        }

        namespace StatementDetail {

            /** Properties of a StatementDetail. */
            interface $Properties {

                /** StatementDetail msgid */
                msgid?: string;

                /** StatementDetail setl_id */
                setl_id?: string;

                /** StatementDetail mdtrt_id */
                mdtrt_id?: string;

                /** StatementDetail insutype */
                insutype?: string;

                /** StatementDetail clr_type */
                clr_type?: string;

                /** StatementDetail setl_optins */
                setl_optins?: string;

                /** StatementDetail setl_time */
                setl_time?: string;

                /** StatementDetail medfee_sumamt */
                medfee_sumamt?: tongxing.v1.Fen.$Properties;

                /** StatementDetail fund_pay_sumamt */
                fund_pay_sumamt?: tongxing.v1.Fen.$Properties;

                /** StatementDetail acct_pay */
                acct_pay?: tongxing.v1.Fen.$Properties;

                /** StatementDetail refd_setl_flag */
                refd_setl_flag?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StatementDetail. */
            type $Shape = tongxing.v1.StatementDetail.$Properties;
        }

        /** UpdateKind enum. */
        enum UpdateKind {

            /** UPDATE_KIND_UNSPECIFIED value */
            UPDATE_KIND_UNSPECIFIED = 0,

            /** UPDATE_KIND_PACK value */
            UPDATE_KIND_PACK = 1,

            /** UPDATE_KIND_CATALOGUE value */
            UPDATE_KIND_CATALOGUE = 2,

            /** UPDATE_KIND_REVOCATION value */
            UPDATE_KIND_REVOCATION = 3,

            /** UPDATE_KIND_PROFILE value */
            UPDATE_KIND_PROFILE = 4
        }

        /**
         * Properties of a FetchUpdatesRequest.
         * @deprecated Use tongxing.v1.FetchUpdatesRequest.$Properties instead.
         */
        interface IFetchUpdatesRequest extends tongxing.v1.FetchUpdatesRequest.$Properties {
        }

        /** Represents a FetchUpdatesRequest. */
        class FetchUpdatesRequest {

            /**
             * Constructs a new FetchUpdatesRequest.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.FetchUpdatesRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FetchUpdatesRequest header. */
            header: tongxing.v1.Header;

            /** FetchUpdatesRequest held. */
            held: tongxing.v1.HeldVersion[];

            /** FetchUpdatesRequest partial. */
            partial: tongxing.v1.PartialUpdate[];

            /**
             * Encodes the specified FetchUpdatesRequest message. Does not implicitly {@link tongxing.v1.FetchUpdatesRequest.verify|verify} messages.
             * @param m FetchUpdatesRequest message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.FetchUpdatesRequest.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FetchUpdatesRequest message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.FetchUpdatesRequest & tongxing.v1.FetchUpdatesRequest.$Shape} FetchUpdatesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.FetchUpdatesRequest & tongxing.v1.FetchUpdatesRequest.$Shape;
        }

        namespace FetchUpdatesRequest {

            /** Properties of a FetchUpdatesRequest. */
            interface $Properties {

                /** FetchUpdatesRequest header */
                header?: tongxing.v1.Header.$Properties;

                /** FetchUpdatesRequest held */
                held?: tongxing.v1.HeldVersion.$Properties[];

                /** FetchUpdatesRequest partial */
                partial?: tongxing.v1.PartialUpdate.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FetchUpdatesRequest. */
            type $Shape = tongxing.v1.FetchUpdatesRequest.$Properties;
        }

        /**
         * Properties of a HeldVersion.
         * @deprecated Use tongxing.v1.HeldVersion.$Properties instead.
         */
        interface IHeldVersion extends tongxing.v1.HeldVersion.$Properties {
        }

        /** Represents a HeldVersion. */
        class HeldVersion {

            /**
             * Constructs a new HeldVersion.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.HeldVersion.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HeldVersion kind. */
            kind: tongxing.v1.UpdateKind;

            /** HeldVersion name. */
            name: string;

            /** HeldVersion version. */
            version: string;

            /** HeldVersion sha256. */
            sha256: Uint8Array;

            /**
             * Encodes the specified HeldVersion message. Does not implicitly {@link tongxing.v1.HeldVersion.verify|verify} messages.
             * @param m HeldVersion message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.HeldVersion.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HeldVersion message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.HeldVersion & tongxing.v1.HeldVersion.$Shape} HeldVersion
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.HeldVersion & tongxing.v1.HeldVersion.$Shape;
        }

        namespace HeldVersion {

            /** Properties of a HeldVersion. */
            interface $Properties {

                /** HeldVersion kind */
                kind?: tongxing.v1.UpdateKind;

                /** HeldVersion name */
                name?: string;

                /** HeldVersion version */
                version?: string;

                /** HeldVersion sha256 */
                sha256?: Uint8Array;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HeldVersion. */
            type $Shape = tongxing.v1.HeldVersion.$Properties;
        }

        /**
         * Properties of a PartialUpdate.
         * @deprecated Use tongxing.v1.PartialUpdate.$Properties instead.
         */
        interface IPartialUpdate extends tongxing.v1.PartialUpdate.$Properties {
        }

        /** Represents a PartialUpdate. */
        class PartialUpdate {

            /**
             * Constructs a new PartialUpdate.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.PartialUpdate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PartialUpdate sha256. */
            sha256: Uint8Array;

            /** PartialUpdate bytes_held. */
            bytes_held: (number|Long);

            /**
             * Encodes the specified PartialUpdate message. Does not implicitly {@link tongxing.v1.PartialUpdate.verify|verify} messages.
             * @param m PartialUpdate message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.PartialUpdate.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PartialUpdate message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.PartialUpdate & tongxing.v1.PartialUpdate.$Shape} PartialUpdate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.PartialUpdate & tongxing.v1.PartialUpdate.$Shape;
        }

        namespace PartialUpdate {

            /** Properties of a PartialUpdate. */
            interface $Properties {

                /** PartialUpdate sha256 */
                sha256?: Uint8Array;

                /** PartialUpdate bytes_held */
                bytes_held?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PartialUpdate. */
            type $Shape = tongxing.v1.PartialUpdate.$Properties;
        }

        /**
         * Properties of a FetchUpdatesResponse.
         * @deprecated Use tongxing.v1.FetchUpdatesResponse.$Properties instead.
         */
        interface IFetchUpdatesResponse extends tongxing.v1.FetchUpdatesResponse.$Properties {
        }

        /** Represents a FetchUpdatesResponse. */
        class FetchUpdatesResponse {

            /**
             * Constructs a new FetchUpdatesResponse.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.FetchUpdatesResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FetchUpdatesResponse kind. */
            kind: tongxing.v1.UpdateKind;

            /** FetchUpdatesResponse name. */
            name: string;

            /** FetchUpdatesResponse version. */
            version: string;

            /** FetchUpdatesResponse begndate. */
            begndate: string;

            /** FetchUpdatesResponse total_bytes. */
            total_bytes: (number|Long);

            /** FetchUpdatesResponse sha256. */
            sha256: Uint8Array;

            /** FetchUpdatesResponse signature. */
            signature: Uint8Array;

            /** FetchUpdatesResponse chunk. */
            chunk: Uint8Array;

            /** FetchUpdatesResponse offset. */
            offset: (number|Long);

            /**
             * Encodes the specified FetchUpdatesResponse message. Does not implicitly {@link tongxing.v1.FetchUpdatesResponse.verify|verify} messages.
             * @param m FetchUpdatesResponse message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.FetchUpdatesResponse.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FetchUpdatesResponse message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.FetchUpdatesResponse & tongxing.v1.FetchUpdatesResponse.$Shape} FetchUpdatesResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.FetchUpdatesResponse & tongxing.v1.FetchUpdatesResponse.$Shape;
        }

        namespace FetchUpdatesResponse {

            /** Properties of a FetchUpdatesResponse. */
            interface $Properties {

                /** FetchUpdatesResponse kind */
                kind?: tongxing.v1.UpdateKind;

                /** FetchUpdatesResponse name */
                name?: string;

                /** FetchUpdatesResponse version */
                version?: string;

                /** FetchUpdatesResponse begndate */
                begndate?: string;

                /** FetchUpdatesResponse total_bytes */
                total_bytes?: (number|Long);

                /** FetchUpdatesResponse sha256 */
                sha256?: Uint8Array;

                /** FetchUpdatesResponse signature */
                signature?: Uint8Array;

                /** FetchUpdatesResponse chunk */
                chunk?: Uint8Array;

                /** FetchUpdatesResponse offset */
                offset?: (number|Long);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FetchUpdatesResponse. */
            type $Shape = tongxing.v1.FetchUpdatesResponse.$Properties;
        }

        /**
         * Properties of a Transaction.
         * @deprecated Use tongxing.v1.Transaction.$Properties instead.
         */
        interface ITransaction extends tongxing.v1.Transaction.$Properties {
        }

        /** Represents a Transaction. */
        class Transaction {

            /**
             * Constructs a new Transaction.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Transaction.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Transaction msgid. */
            msgid: string;

            /** Transaction infno. */
            infno: string;

            /** Transaction fixmedins_code. */
            fixmedins_code: string;

            /** Transaction dev_no. */
            dev_no: string;

            /** Transaction epoch. */
            epoch: (number|Long);

            /** Transaction number. */
            number: (number|Long);

            /** Transaction inf_time. */
            inf_time: string;

            /** Transaction mdtrtarea_admvs. */
            mdtrtarea_admvs: string;

            /** Transaction insuplc_admdvs. */
            insuplc_admdvs: string;

            /** Transaction opter. */
            opter: string;

            /** Transaction opter_name. */
            opter_name: string;

            /** Transaction sale. */
            sale: (tongxing.v1.Sale|null);

            /** Transaction reversal. */
            reversal: (tongxing.v1.Reversal|null);

            /** Transaction registration. */
            registration: (tongxing.v1.Registration|null);

            /** Transaction visit_info. */
            visit_info: (tongxing.v1.VisitInfo|null);

            /** Transaction fee_upload. */
            fee_upload: (tongxing.v1.FeeUpload|null);

            /** Transaction visit_settlement. */
            visit_settlement: (tongxing.v1.VisitSettlement|null);

            /** Transaction goods. */
            goods: (tongxing.v1.GoodsSale|null);

            /** Transaction body. */
            body?: ("sale"|"reversal"|"registration"|"visit_info"|"fee_upload"|"visit_settlement"|"goods");

            /**
             * Encodes the specified Transaction message. Does not implicitly {@link tongxing.v1.Transaction.verify|verify} messages.
             * @param m Transaction message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Transaction.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Transaction message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Transaction & tongxing.v1.Transaction.$Shape} Transaction
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Transaction & tongxing.v1.Transaction.$Shape;
        }

        namespace Transaction {

            /** Properties of a Transaction. */
            interface $Properties {

                /** Transaction msgid */
                msgid?: string;

                /** Transaction infno */
                infno?: string;

                /** Transaction fixmedins_code */
                fixmedins_code?: string;

                /** Transaction dev_no */
                dev_no?: string;

                /** Transaction epoch */
                epoch?: (number|Long);

                /** Transaction number */
                number?: (number|Long);

                /** Transaction inf_time */
                inf_time?: string;

                /** Transaction mdtrtarea_admvs */
                mdtrtarea_admvs?: string;

                /** Transaction insuplc_admdvs */
                insuplc_admdvs?: string;

                /** Transaction opter */
                opter?: string;

                /** Transaction opter_name */
                opter_name?: string;

                /** Transaction sale */
                sale?: (tongxing.v1.Sale.$Properties|null);

                /** Transaction reversal */
                reversal?: (tongxing.v1.Reversal.$Properties|null);

                /** Transaction registration */
                registration?: (tongxing.v1.Registration.$Properties|null);

                /** Transaction visit_info */
                visit_info?: (tongxing.v1.VisitInfo.$Properties|null);

                /** Transaction fee_upload */
                fee_upload?: (tongxing.v1.FeeUpload.$Properties|null);

                /** Transaction visit_settlement */
                visit_settlement?: (tongxing.v1.VisitSettlement.$Properties|null);

                /** Transaction goods */
                goods?: (tongxing.v1.GoodsSale.$Properties|null);

                /** Transaction body */
                body?: ("sale"|"reversal"|"registration"|"visit_info"|"fee_upload"|"visit_settlement"|"goods");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Transaction. */
            type $Shape = {
              msgid?: string;
              infno?: string;
              fixmedins_code?: string;
              dev_no?: string;
              epoch?: number|Long;
              number?: number|Long;
              inf_time?: string;
              mdtrtarea_admvs?: string;
              insuplc_admdvs?: string;
              opter?: string;
              opter_name?: string;
              sale?: tongxing.v1.Sale.$Shape|null;
              reversal?: tongxing.v1.Reversal.$Shape|null;
              registration?: tongxing.v1.Registration.$Shape|null;
              visit_info?: tongxing.v1.VisitInfo.$Shape|null;
              fee_upload?: tongxing.v1.FeeUpload.$Shape|null;
              visit_settlement?: tongxing.v1.VisitSettlement.$Shape|null;
              goods?: tongxing.v1.GoodsSale.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; sale?: null; reversal?: null; registration?: null; visit_info?: null; fee_upload?: null; visit_settlement?: null; goods?: null }|{ body?: "sale"; sale: tongxing.v1.Sale.$Shape; reversal?: null; registration?: null; visit_info?: null; fee_upload?: null; visit_settlement?: null; goods?: null }|{ body?: "reversal"; sale?: null; reversal: tongxing.v1.Reversal.$Shape; registration?: null; visit_info?: null; fee_upload?: null; visit_settlement?: null; goods?: null }|{ body?: "registration"; sale?: null; reversal?: null; registration: tongxing.v1.Registration.$Shape; visit_info?: null; fee_upload?: null; visit_settlement?: null; goods?: null }|{ body?: "visit_info"; sale?: null; reversal?: null; registration?: null; visit_info: tongxing.v1.VisitInfo.$Shape; fee_upload?: null; visit_settlement?: null; goods?: null }|{ body?: "fee_upload"; sale?: null; reversal?: null; registration?: null; visit_info?: null; fee_upload: tongxing.v1.FeeUpload.$Shape; visit_settlement?: null; goods?: null }|{ body?: "visit_settlement"; sale?: null; reversal?: null; registration?: null; visit_info?: null; fee_upload?: null; visit_settlement: tongxing.v1.VisitSettlement.$Shape; goods?: null }|{ body?: "goods"; sale?: null; reversal?: null; registration?: null; visit_info?: null; fee_upload?: null; visit_settlement?: null; goods: tongxing.v1.GoodsSale.$Shape })
            );
        }

        /**
         * Properties of a Sale.
         * @deprecated Use tongxing.v1.Sale.$Properties instead.
         */
        interface ISale extends tongxing.v1.Sale.$Properties {
        }

        /** Represents a Sale. */
        class Sale {

            /**
             * Constructs a new Sale.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Sale.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Sale druginfo. */
            druginfo: tongxing.v1.Druginfo;

            /** Sale drugdetail. */
            drugdetail: tongxing.v1.Drugdetail[];

            /** Sale estimate. */
            estimate: tongxing.v1.Setlinfo;

            /** Sale pack. */
            pack: string;

            /** Sale pack_version. */
            pack_version: string;

            /** Sale catalogue_version. */
            catalogue_version: string;

            /** Sale override. */
            override: tongxing.v1.Override[];

            /** Sale remainder_of. */
            remainder_of: string;

            /**
             * Encodes the specified Sale message. Does not implicitly {@link tongxing.v1.Sale.verify|verify} messages.
             * @param m Sale message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Sale.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Sale message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Sale & tongxing.v1.Sale.$Shape} Sale
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Sale & tongxing.v1.Sale.$Shape;
        }

        namespace Sale {

            /** Properties of a Sale. */
            interface $Properties {

                /** Sale druginfo */
                druginfo?: tongxing.v1.Druginfo.$Properties;

                /** Sale drugdetail */
                drugdetail?: tongxing.v1.Drugdetail.$Properties[];

                /** Sale estimate */
                estimate?: tongxing.v1.Setlinfo.$Properties;

                /** Sale pack */
                pack?: string;

                /** Sale pack_version */
                pack_version?: string;

                /** Sale catalogue_version */
                catalogue_version?: string;

                /** Sale override */
                override?: tongxing.v1.Override.$Properties[];

                /** Sale remainder_of */
                remainder_of?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Sale. */
            type $Shape = tongxing.v1.Sale.$Properties;
        }

        /**
         * Properties of a GoodsSale.
         * @deprecated Use tongxing.v1.GoodsSale.$Properties instead.
         */
        interface IGoodsSale extends tongxing.v1.GoodsSale.$Properties {
        }

        /** Represents a GoodsSale. */
        class GoodsSale {

            /**
             * Constructs a new GoodsSale.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.GoodsSale.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GoodsSale mdtrt_setl_type. */
            mdtrt_setl_type: string;

            /** GoodsSale setl_id. */
            setl_id: string;

            /** GoodsSale psn_no. */
            psn_no: string;

            /** GoodsSale mdtrt_sn. */
            mdtrt_sn: string;

            /** GoodsSale rtal_docno. */
            rtal_docno: string;

            /** GoodsSale sel_retn_time. */
            sel_retn_time: string;

            /** GoodsSale sel_retn_opter_name. */
            sel_retn_opter_name: string;

            /** GoodsSale selinfo. */
            selinfo: tongxing.v1.GoodsSold[];

            /** GoodsSale estimate. */
            estimate: tongxing.v1.Setlinfo;

            /**
             * Encodes the specified GoodsSale message. Does not implicitly {@link tongxing.v1.GoodsSale.verify|verify} messages.
             * @param m GoodsSale message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.GoodsSale.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GoodsSale message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.GoodsSale & tongxing.v1.GoodsSale.$Shape} GoodsSale
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.GoodsSale & tongxing.v1.GoodsSale.$Shape;
        }

        namespace GoodsSale {

            /** Properties of a GoodsSale. */
            interface $Properties {

                /** GoodsSale mdtrt_setl_type */
                mdtrt_setl_type?: string;

                /** GoodsSale setl_id */
                setl_id?: string;

                /** GoodsSale psn_no */
                psn_no?: string;

                /** GoodsSale mdtrt_sn */
                mdtrt_sn?: string;

                /** GoodsSale rtal_docno */
                rtal_docno?: string;

                /** GoodsSale sel_retn_time */
                sel_retn_time?: string;

                /** GoodsSale sel_retn_opter_name */
                sel_retn_opter_name?: string;

                /** GoodsSale selinfo */
                selinfo?: tongxing.v1.GoodsSold.$Properties[];

                /** GoodsSale estimate */
                estimate?: tongxing.v1.Setlinfo.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GoodsSale. */
            type $Shape = tongxing.v1.GoodsSale.$Properties;
        }

        /**
         * Properties of a GoodsSold.
         * @deprecated Use tongxing.v1.GoodsSold.$Properties instead.
         */
        interface IGoodsSold extends tongxing.v1.GoodsSold.$Properties {
        }

        /** Represents a GoodsSold. */
        class GoodsSold {

            /**
             * Constructs a new GoodsSold.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.GoodsSold.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GoodsSold fixmedins_bchno. */
            fixmedins_bchno: string;

            /** GoodsSold medins_prod_sel_no. */
            medins_prod_sel_no: string;

            /** GoodsSold feedetl_sn. */
            feedetl_sn: string;

            /** GoodsSold med_list_codg. */
            med_list_codg: string;

            /** GoodsSold fixmedins_hilist_id. */
            fixmedins_hilist_id: string;

            /** GoodsSold rxno. */
            rxno: string;

            /** GoodsSold rx_circ_flag. */
            rx_circ_flag: string;

            /** GoodsSold trdn_flag. */
            trdn_flag: string;

            /** GoodsSold finl_trns_pric. */
            finl_trns_pric: string;

            /** GoodsSold sel_retn_cnt. */
            sel_retn_cnt: string;

            /** GoodsSold det_item_fee_sumamt. */
            det_item_fee_sumamt: tongxing.v1.Fen;

            /** GoodsSold drug_trac_codg. */
            drug_trac_codg: string[];

            /**
             * Encodes the specified GoodsSold message. Does not implicitly {@link tongxing.v1.GoodsSold.verify|verify} messages.
             * @param m GoodsSold message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.GoodsSold.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GoodsSold message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.GoodsSold & tongxing.v1.GoodsSold.$Shape} GoodsSold
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.GoodsSold & tongxing.v1.GoodsSold.$Shape;
        }

        namespace GoodsSold {

            /** Properties of a GoodsSold. */
            interface $Properties {

                /** GoodsSold fixmedins_bchno */
                fixmedins_bchno?: string;

                /** GoodsSold medins_prod_sel_no */
                medins_prod_sel_no?: string;

                /** GoodsSold feedetl_sn */
                feedetl_sn?: string;

                /** GoodsSold med_list_codg */
                med_list_codg?: string;

                /** GoodsSold fixmedins_hilist_id */
                fixmedins_hilist_id?: string;

                /** GoodsSold rxno */
                rxno?: string;

                /** GoodsSold rx_circ_flag */
                rx_circ_flag?: string;

                /** GoodsSold trdn_flag */
                trdn_flag?: string;

                /** GoodsSold finl_trns_pric */
                finl_trns_pric?: string;

                /** GoodsSold sel_retn_cnt */
                sel_retn_cnt?: string;

                /** GoodsSold det_item_fee_sumamt */
                det_item_fee_sumamt?: tongxing.v1.Fen.$Properties;

                /** GoodsSold drug_trac_codg */
                drug_trac_codg?: string[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GoodsSold. */
            type $Shape = tongxing.v1.GoodsSold.$Properties;
        }

        /**
         * Properties of a GoodsResult.
         * @deprecated Use tongxing.v1.GoodsResult.$Properties instead.
         */
        interface IGoodsResult extends tongxing.v1.GoodsResult.$Properties {
        }

        /** Represents a GoodsResult. */
        class GoodsResult {

            /**
             * Constructs a new GoodsResult.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.GoodsResult.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GoodsResult fixmedins_bchno. */
            fixmedins_bchno: string;

            /** GoodsResult ret_rslt. */
            ret_rslt: string;

            /** GoodsResult msg_rslt. */
            msg_rslt: string;

            /**
             * Encodes the specified GoodsResult message. Does not implicitly {@link tongxing.v1.GoodsResult.verify|verify} messages.
             * @param m GoodsResult message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.GoodsResult.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GoodsResult message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.GoodsResult & tongxing.v1.GoodsResult.$Shape} GoodsResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.GoodsResult & tongxing.v1.GoodsResult.$Shape;
        }

        namespace GoodsResult {

            /** Properties of a GoodsResult. */
            interface $Properties {

                /** GoodsResult fixmedins_bchno */
                fixmedins_bchno?: string;

                /** GoodsResult ret_rslt */
                ret_rslt?: string;

                /** GoodsResult msg_rslt */
                msg_rslt?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GoodsResult. */
            type $Shape = tongxing.v1.GoodsResult.$Properties;
        }

        /**
         * Properties of a VisitSettlement.
         * @deprecated Use tongxing.v1.VisitSettlement.$Properties instead.
         */
        interface IVisitSettlement extends tongxing.v1.VisitSettlement.$Properties {
        }

        /** Represents a VisitSettlement. */
        class VisitSettlement {

            /**
             * Constructs a new VisitSettlement.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.VisitSettlement.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** VisitSettlement mdtrt_id. */
            mdtrt_id: string;

            /** VisitSettlement setl_id. */
            setl_id: string;

            /** VisitSettlement psn_no. */
            psn_no: string;

            /** VisitSettlement mdtrt_cert_type. */
            mdtrt_cert_type: string;

            /** VisitSettlement mdtrt_cert_no. */
            mdtrt_cert_no: string;

            /** VisitSettlement card_sn. */
            card_sn: string;

            /** VisitSettlement med_type. */
            med_type: string;

            /** VisitSettlement medfee_sumamt. */
            medfee_sumamt: tongxing.v1.Fen;

            /** VisitSettlement psn_setlway. */
            psn_setlway: string;

            /** VisitSettlement chrg_bchno. */
            chrg_bchno: string;

            /** VisitSettlement insutype. */
            insutype: string;

            /** VisitSettlement acct_used_flag. */
            acct_used_flag: string;

            /** VisitSettlement invono. */
            invono: string;

            /** VisitSettlement fulamt_ownpay_amt. */
            fulamt_ownpay_amt: tongxing.v1.Fen;

            /** VisitSettlement overlmt_selfpay. */
            overlmt_selfpay: tongxing.v1.Fen;

            /** VisitSettlement preselfpay_amt. */
            preselfpay_amt: tongxing.v1.Fen;

            /** VisitSettlement inscp_scp_amt. */
            inscp_scp_amt: tongxing.v1.Fen;

            /** VisitSettlement drug_trac_info. */
            drug_trac_info: tongxing.v1.DrugTracInfo[];

            /** VisitSettlement begntime. */
            begntime: string;

            /** VisitSettlement estimate. */
            estimate: tongxing.v1.Setlinfo;

            /** VisitSettlement pack. */
            pack: string;

            /** VisitSettlement pack_version. */
            pack_version: string;

            /** VisitSettlement catalogue_version. */
            catalogue_version: string;

            /** VisitSettlement override. */
            override: tongxing.v1.Override[];

            /** VisitSettlement registration. */
            registration: tongxing.v1.Registration;

            /** VisitSettlement visit_info. */
            visit_info: tongxing.v1.VisitInfo;

            /** VisitSettlement fee_upload. */
            fee_upload: tongxing.v1.FeeUpload;

            /**
             * Encodes the specified VisitSettlement message. Does not implicitly {@link tongxing.v1.VisitSettlement.verify|verify} messages.
             * @param m VisitSettlement message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.VisitSettlement.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a VisitSettlement message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.VisitSettlement & tongxing.v1.VisitSettlement.$Shape} VisitSettlement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.VisitSettlement & tongxing.v1.VisitSettlement.$Shape;
        }

        namespace VisitSettlement {

            /** Properties of a VisitSettlement. */
            interface $Properties {

                /** VisitSettlement mdtrt_id */
                mdtrt_id?: string;

                /** VisitSettlement setl_id */
                setl_id?: string;

                /** VisitSettlement psn_no */
                psn_no?: string;

                /** VisitSettlement mdtrt_cert_type */
                mdtrt_cert_type?: string;

                /** VisitSettlement mdtrt_cert_no */
                mdtrt_cert_no?: string;

                /** VisitSettlement card_sn */
                card_sn?: string;

                /** VisitSettlement med_type */
                med_type?: string;

                /** VisitSettlement medfee_sumamt */
                medfee_sumamt?: tongxing.v1.Fen.$Properties;

                /** VisitSettlement psn_setlway */
                psn_setlway?: string;

                /** VisitSettlement chrg_bchno */
                chrg_bchno?: string;

                /** VisitSettlement insutype */
                insutype?: string;

                /** VisitSettlement acct_used_flag */
                acct_used_flag?: string;

                /** VisitSettlement invono */
                invono?: string;

                /** VisitSettlement fulamt_ownpay_amt */
                fulamt_ownpay_amt?: tongxing.v1.Fen.$Properties;

                /** VisitSettlement overlmt_selfpay */
                overlmt_selfpay?: tongxing.v1.Fen.$Properties;

                /** VisitSettlement preselfpay_amt */
                preselfpay_amt?: tongxing.v1.Fen.$Properties;

                /** VisitSettlement inscp_scp_amt */
                inscp_scp_amt?: tongxing.v1.Fen.$Properties;

                /** VisitSettlement drug_trac_info */
                drug_trac_info?: tongxing.v1.DrugTracInfo.$Properties[];

                /** VisitSettlement begntime */
                begntime?: string;

                /** VisitSettlement estimate */
                estimate?: tongxing.v1.Setlinfo.$Properties;

                /** VisitSettlement pack */
                pack?: string;

                /** VisitSettlement pack_version */
                pack_version?: string;

                /** VisitSettlement catalogue_version */
                catalogue_version?: string;

                /** VisitSettlement override */
                override?: tongxing.v1.Override.$Properties[];

                /** VisitSettlement registration */
                registration?: tongxing.v1.Registration.$Properties;

                /** VisitSettlement visit_info */
                visit_info?: tongxing.v1.VisitInfo.$Properties;

                /** VisitSettlement fee_upload */
                fee_upload?: tongxing.v1.FeeUpload.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a VisitSettlement. */
            type $Shape = tongxing.v1.VisitSettlement.$Properties;
        }

        /**
         * Properties of an Override.
         * @deprecated Use tongxing.v1.Override.$Properties instead.
         */
        interface IOverride extends tongxing.v1.Override.$Properties {
        }

        /** Represents an Override. */
        class Override {

            /**
             * Constructs a new Override.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Override.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Override code. */
            code: string;

            /** Override feedetl_sn. */
            feedetl_sn: string;

            /** Override severity. */
            severity: string;

            /** Override reason. */
            reason: string;

            /** Override opter. */
            opter: string;

            /**
             * Encodes the specified Override message. Does not implicitly {@link tongxing.v1.Override.verify|verify} messages.
             * @param m Override message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Override.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Override message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Override & tongxing.v1.Override.$Shape} Override
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Override & tongxing.v1.Override.$Shape;
        }

        namespace Override {

            /** Properties of an Override. */
            interface $Properties {

                /** Override code */
                code?: string;

                /** Override feedetl_sn */
                feedetl_sn?: string;

                /** Override severity */
                severity?: string;

                /** Override reason */
                reason?: string;

                /** Override opter */
                opter?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Override. */
            type $Shape = tongxing.v1.Override.$Properties;
        }

        /**
         * Properties of a Druginfo.
         * @deprecated Use tongxing.v1.Druginfo.$Properties instead.
         */
        interface IDruginfo extends tongxing.v1.Druginfo.$Properties {
        }

        /** Represents a Druginfo. */
        class Druginfo {

            /**
             * Constructs a new Druginfo.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Druginfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Druginfo psn_no. */
            psn_no: string;

            /** Druginfo mdtrt_cert_type. */
            mdtrt_cert_type: string;

            /** Druginfo mdtrt_cert_no. */
            mdtrt_cert_no: string;

            /** Druginfo card_sn. */
            card_sn: string;

            /** Druginfo begntime. */
            begntime: string;

            /** Druginfo medfee_sumamt. */
            medfee_sumamt: tongxing.v1.Fen;

            /** Druginfo insutype. */
            insutype: string;

            /** Druginfo dise_codg. */
            dise_codg: string;

            /** Druginfo dise_name. */
            dise_name: string;

            /** Druginfo acct_used_flag. */
            acct_used_flag: string;

            /** Druginfo med_type. */
            med_type: string;

            /**
             * Encodes the specified Druginfo message. Does not implicitly {@link tongxing.v1.Druginfo.verify|verify} messages.
             * @param m Druginfo message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Druginfo.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Druginfo message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Druginfo & tongxing.v1.Druginfo.$Shape} Druginfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Druginfo & tongxing.v1.Druginfo.$Shape;
        }

        namespace Druginfo {

            /** Properties of a Druginfo. */
            interface $Properties {

                /** Druginfo psn_no */
                psn_no?: string;

                /** Druginfo mdtrt_cert_type */
                mdtrt_cert_type?: string;

                /** Druginfo mdtrt_cert_no */
                mdtrt_cert_no?: string;

                /** Druginfo card_sn */
                card_sn?: string;

                /** Druginfo begntime */
                begntime?: string;

                /** Druginfo medfee_sumamt */
                medfee_sumamt?: tongxing.v1.Fen.$Properties;

                /** Druginfo insutype */
                insutype?: string;

                /** Druginfo dise_codg */
                dise_codg?: string;

                /** Druginfo dise_name */
                dise_name?: string;

                /** Druginfo acct_used_flag */
                acct_used_flag?: string;

                /** Druginfo med_type */
                med_type?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Druginfo. */
            type $Shape = tongxing.v1.Druginfo.$Properties;
        }

        /**
         * Properties of a Drugdetail.
         * @deprecated Use tongxing.v1.Drugdetail.$Properties instead.
         */
        interface IDrugdetail extends tongxing.v1.Drugdetail.$Properties {
        }

        /** Represents a Drugdetail. */
        class Drugdetail {

            /**
             * Constructs a new Drugdetail.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Drugdetail.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Drugdetail feedetl_sn. */
            feedetl_sn: string;

            /** Drugdetail rxno. */
            rxno: string;

            /** Drugdetail rx_circ_flag. */
            rx_circ_flag: string;

            /** Drugdetail fee_ocur_time. */
            fee_ocur_time: string;

            /** Drugdetail med_list_codg. */
            med_list_codg: string;

            /** Drugdetail medins_list_codg. */
            medins_list_codg: string;

            /** Drugdetail det_item_fee_sumamt. */
            det_item_fee_sumamt: tongxing.v1.Fen;

            /** Drugdetail cnt. */
            cnt: string;

            /** Drugdetail pric. */
            pric: string;

            /** Drugdetail drug_trac_info. */
            drug_trac_info: tongxing.v1.DrugTracInfo[];

            /**
             * Encodes the specified Drugdetail message. Does not implicitly {@link tongxing.v1.Drugdetail.verify|verify} messages.
             * @param m Drugdetail message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Drugdetail.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Drugdetail message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Drugdetail & tongxing.v1.Drugdetail.$Shape} Drugdetail
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Drugdetail & tongxing.v1.Drugdetail.$Shape;
        }

        namespace Drugdetail {

            /** Properties of a Drugdetail. */
            interface $Properties {

                /** Drugdetail feedetl_sn */
                feedetl_sn?: string;

                /** Drugdetail rxno */
                rxno?: string;

                /** Drugdetail rx_circ_flag */
                rx_circ_flag?: string;

                /** Drugdetail fee_ocur_time */
                fee_ocur_time?: string;

                /** Drugdetail med_list_codg */
                med_list_codg?: string;

                /** Drugdetail medins_list_codg */
                medins_list_codg?: string;

                /** Drugdetail det_item_fee_sumamt */
                det_item_fee_sumamt?: tongxing.v1.Fen.$Properties;

                /** Drugdetail cnt */
                cnt?: string;

                /** Drugdetail pric */
                pric?: string;

                /** Drugdetail drug_trac_info */
                drug_trac_info?: tongxing.v1.DrugTracInfo.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Drugdetail. */
            type $Shape = tongxing.v1.Drugdetail.$Properties;
        }

        /**
         * Properties of a DrugTracInfo.
         * @deprecated Use tongxing.v1.DrugTracInfo.$Properties instead.
         */
        interface IDrugTracInfo extends tongxing.v1.DrugTracInfo.$Properties {
        }

        /** Represents a DrugTracInfo. */
        class DrugTracInfo {

            /**
             * Constructs a new DrugTracInfo.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.DrugTracInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DrugTracInfo feedetl_sn. */
            feedetl_sn: string;

            /** DrugTracInfo drug_trac_codg. */
            drug_trac_codg: string;

            /** DrugTracInfo trdn_flag. */
            trdn_flag: string;

            /** DrugTracInfo min_prcunt_type. */
            min_prcunt_type: string;

            /**
             * Encodes the specified DrugTracInfo message. Does not implicitly {@link tongxing.v1.DrugTracInfo.verify|verify} messages.
             * @param m DrugTracInfo message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.DrugTracInfo.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DrugTracInfo message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.DrugTracInfo & tongxing.v1.DrugTracInfo.$Shape} DrugTracInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.DrugTracInfo & tongxing.v1.DrugTracInfo.$Shape;
        }

        namespace DrugTracInfo {

            /** Properties of a DrugTracInfo. */
            interface $Properties {

                /** DrugTracInfo feedetl_sn */
                feedetl_sn?: string;

                /** DrugTracInfo drug_trac_codg */
                drug_trac_codg?: string;

                /** DrugTracInfo trdn_flag */
                trdn_flag?: string;

                /** DrugTracInfo min_prcunt_type */
                min_prcunt_type?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DrugTracInfo. */
            type $Shape = tongxing.v1.DrugTracInfo.$Properties;
        }

        /**
         * Properties of a Reversal.
         * @deprecated Use tongxing.v1.Reversal.$Properties instead.
         */
        interface IReversal extends tongxing.v1.Reversal.$Properties {
        }

        /** Represents a Reversal. */
        class Reversal {

            /**
             * Constructs a new Reversal.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Reversal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Reversal omsgid. */
            omsgid: string;

            /** Reversal oinfno. */
            oinfno: string;

            /** Reversal psn_no. */
            psn_no: string;

            /** Reversal setl_id. */
            setl_id: string;

            /** Reversal mdtrt_id. */
            mdtrt_id: string;

            /** Reversal reason. */
            reason: string;

            /** Reversal chrg_bchno. */
            chrg_bchno: string;

            /** Reversal ipt_otp_no. */
            ipt_otp_no: string;

            /**
             * Encodes the specified Reversal message. Does not implicitly {@link tongxing.v1.Reversal.verify|verify} messages.
             * @param m Reversal message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Reversal.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Reversal message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Reversal & tongxing.v1.Reversal.$Shape} Reversal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Reversal & tongxing.v1.Reversal.$Shape;
        }

        namespace Reversal {

            /** Properties of a Reversal. */
            interface $Properties {

                /** Reversal omsgid */
                omsgid?: string;

                /** Reversal oinfno */
                oinfno?: string;

                /** Reversal psn_no */
                psn_no?: string;

                /** Reversal setl_id */
                setl_id?: string;

                /** Reversal mdtrt_id */
                mdtrt_id?: string;

                /** Reversal reason */
                reason?: string;

                /** Reversal chrg_bchno */
                chrg_bchno?: string;

                /** Reversal ipt_otp_no */
                ipt_otp_no?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Reversal. */
            type $Shape = tongxing.v1.Reversal.$Properties;
        }

        /**
         * Properties of a Setlinfo.
         * @deprecated Use tongxing.v1.Setlinfo.$Properties instead.
         */
        interface ISetlinfo extends tongxing.v1.Setlinfo.$Properties {
        }

        /** Represents a Setlinfo. */
        class Setlinfo {

            /**
             * Constructs a new Setlinfo.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Setlinfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Setlinfo medfee_sumamt. */
            medfee_sumamt: tongxing.v1.Fen;

            /** Setlinfo fulamt_ownpay_amt. */
            fulamt_ownpay_amt: tongxing.v1.Fen;

            /** Setlinfo overlmt_selfpay. */
            overlmt_selfpay: tongxing.v1.Fen;

            /** Setlinfo preselfpay_amt. */
            preselfpay_amt: tongxing.v1.Fen;

            /** Setlinfo inscp_scp_amt. */
            inscp_scp_amt: tongxing.v1.Fen;

            /** Setlinfo act_pay_dedc. */
            act_pay_dedc: tongxing.v1.Fen;

            /** Setlinfo hifp_pay. */
            hifp_pay: tongxing.v1.Fen;

            /** Setlinfo pool_prop_selfpay. */
            pool_prop_selfpay: string;

            /** Setlinfo cvlserv_pay. */
            cvlserv_pay: tongxing.v1.Fen;

            /** Setlinfo hifes_pay. */
            hifes_pay: tongxing.v1.Fen;

            /** Setlinfo hifmi_pay. */
            hifmi_pay: tongxing.v1.Fen;

            /** Setlinfo hifob_pay. */
            hifob_pay: tongxing.v1.Fen;

            /** Setlinfo hifdm_pay. */
            hifdm_pay: tongxing.v1.Fen;

            /** Setlinfo maf_pay. */
            maf_pay: tongxing.v1.Fen;

            /** Setlinfo oth_pay. */
            oth_pay: tongxing.v1.Fen;

            /** Setlinfo fund_pay_sumamt. */
            fund_pay_sumamt: tongxing.v1.Fen;

            /** Setlinfo hosp_part_amt. */
            hosp_part_amt: tongxing.v1.Fen;

            /** Setlinfo psn_part_amt. */
            psn_part_amt: tongxing.v1.Fen;

            /** Setlinfo acct_pay. */
            acct_pay: tongxing.v1.Fen;

            /** Setlinfo acct_mulaid_pay. */
            acct_mulaid_pay: tongxing.v1.Fen;

            /** Setlinfo psn_cash_pay. */
            psn_cash_pay: tongxing.v1.Fen;

            /** Setlinfo balc. */
            balc: tongxing.v1.Fen;

            /**
             * Encodes the specified Setlinfo message. Does not implicitly {@link tongxing.v1.Setlinfo.verify|verify} messages.
             * @param m Setlinfo message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Setlinfo.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Setlinfo message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Setlinfo & tongxing.v1.Setlinfo.$Shape} Setlinfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Setlinfo & tongxing.v1.Setlinfo.$Shape;
        }

        namespace Setlinfo {

            /** Properties of a Setlinfo. */
            interface $Properties {

                /** Setlinfo medfee_sumamt */
                medfee_sumamt?: tongxing.v1.Fen.$Properties;

                /** Setlinfo fulamt_ownpay_amt */
                fulamt_ownpay_amt?: tongxing.v1.Fen.$Properties;

                /** Setlinfo overlmt_selfpay */
                overlmt_selfpay?: tongxing.v1.Fen.$Properties;

                /** Setlinfo preselfpay_amt */
                preselfpay_amt?: tongxing.v1.Fen.$Properties;

                /** Setlinfo inscp_scp_amt */
                inscp_scp_amt?: tongxing.v1.Fen.$Properties;

                /** Setlinfo act_pay_dedc */
                act_pay_dedc?: tongxing.v1.Fen.$Properties;

                /** Setlinfo hifp_pay */
                hifp_pay?: tongxing.v1.Fen.$Properties;

                /** Setlinfo pool_prop_selfpay */
                pool_prop_selfpay?: string;

                /** Setlinfo cvlserv_pay */
                cvlserv_pay?: tongxing.v1.Fen.$Properties;

                /** Setlinfo hifes_pay */
                hifes_pay?: tongxing.v1.Fen.$Properties;

                /** Setlinfo hifmi_pay */
                hifmi_pay?: tongxing.v1.Fen.$Properties;

                /** Setlinfo hifob_pay */
                hifob_pay?: tongxing.v1.Fen.$Properties;

                /** Setlinfo hifdm_pay */
                hifdm_pay?: tongxing.v1.Fen.$Properties;

                /** Setlinfo maf_pay */
                maf_pay?: tongxing.v1.Fen.$Properties;

                /** Setlinfo oth_pay */
                oth_pay?: tongxing.v1.Fen.$Properties;

                /** Setlinfo fund_pay_sumamt */
                fund_pay_sumamt?: tongxing.v1.Fen.$Properties;

                /** Setlinfo hosp_part_amt */
                hosp_part_amt?: tongxing.v1.Fen.$Properties;

                /** Setlinfo psn_part_amt */
                psn_part_amt?: tongxing.v1.Fen.$Properties;

                /** Setlinfo acct_pay */
                acct_pay?: tongxing.v1.Fen.$Properties;

                /** Setlinfo acct_mulaid_pay */
                acct_mulaid_pay?: tongxing.v1.Fen.$Properties;

                /** Setlinfo psn_cash_pay */
                psn_cash_pay?: tongxing.v1.Fen.$Properties;

                /** Setlinfo balc */
                balc?: tongxing.v1.Fen.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Setlinfo. */
            type $Shape = tongxing.v1.Setlinfo.$Properties;
        }

        /**
         * Properties of a Setldetail.
         * @deprecated Use tongxing.v1.Setldetail.$Properties instead.
         */
        interface ISetldetail extends tongxing.v1.Setldetail.$Properties {
        }

        /** Represents a Setldetail. */
        class Setldetail {

            /**
             * Constructs a new Setldetail.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Setldetail.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Setldetail fund_pay_type. */
            fund_pay_type: string;

            /** Setldetail fund_payamt. */
            fund_payamt: tongxing.v1.Fen;

            /**
             * Encodes the specified Setldetail message. Does not implicitly {@link tongxing.v1.Setldetail.verify|verify} messages.
             * @param m Setldetail message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Setldetail.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Setldetail message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Setldetail & tongxing.v1.Setldetail.$Shape} Setldetail
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Setldetail & tongxing.v1.Setldetail.$Shape;
        }

        namespace Setldetail {

            /** Properties of a Setldetail. */
            interface $Properties {

                /** Setldetail fund_pay_type */
                fund_pay_type?: string;

                /** Setldetail fund_payamt */
                fund_payamt?: tongxing.v1.Fen.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Setldetail. */
            type $Shape = tongxing.v1.Setldetail.$Properties;
        }

        /** Disposition enum. */
        enum Disposition {

            /** DISPOSITION_UNSPECIFIED value */
            DISPOSITION_UNSPECIFIED = 0,

            /** DISPOSITION_PERFORM value */
            DISPOSITION_PERFORM = 1,

            /** DISPOSITION_VOID value */
            DISPOSITION_VOID = 2
        }

        /**
         * Properties of a QueuedItem.
         * @deprecated Use tongxing.v1.QueuedItem.$Properties instead.
         */
        interface IQueuedItem extends tongxing.v1.QueuedItem.$Properties {
        }

        /** Represents a QueuedItem. */
        class QueuedItem {

            /**
             * Constructs a new QueuedItem.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.QueuedItem.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QueuedItem transaction. */
            transaction: Uint8Array;

            /** QueuedItem attempt. */
            attempt: tongxing.v1.Attempt;

            /** QueuedItem disposition. */
            disposition: tongxing.v1.Disposition;

            /**
             * Encodes the specified QueuedItem message. Does not implicitly {@link tongxing.v1.QueuedItem.verify|verify} messages.
             * @param m QueuedItem message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.QueuedItem.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QueuedItem message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.QueuedItem & tongxing.v1.QueuedItem.$Shape} QueuedItem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.QueuedItem & tongxing.v1.QueuedItem.$Shape;
        }

        namespace QueuedItem {

            /** Properties of a QueuedItem. */
            interface $Properties {

                /** QueuedItem transaction */
                transaction?: Uint8Array;

                /** QueuedItem attempt */
                attempt?: tongxing.v1.Attempt.$Properties;

                /** QueuedItem disposition */
                disposition?: tongxing.v1.Disposition;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QueuedItem. */
            type $Shape = tongxing.v1.QueuedItem.$Properties;
        }

        /**
         * Properties of an Attempt.
         * @deprecated Use tongxing.v1.Attempt.$Properties instead.
         */
        interface IAttempt extends tongxing.v1.Attempt.$Properties {
        }

        /** Represents an Attempt. */
        class Attempt {

            /**
             * Constructs a new Attempt.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Attempt.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Attempt attempt. */
            attempt: number;

            /** Attempt provisional. */
            provisional: boolean;

            /** Attempt grade. */
            grade: number;

            /** Attempt unavailable. */
            unavailable: string;

            /** Attempt snapshot_age_ms. */
            snapshot_age_ms: (number|Long);

            /** Attempt previous_hash. */
            previous_hash: Uint8Array;

            /** Attempt wall_ms. */
            wall_ms: (number|Long);

            /** Attempt evidence. */
            evidence: Uint8Array;

            /** Attempt evidence_signature. */
            evidence_signature: Uint8Array;

            /**
             * Encodes the specified Attempt message. Does not implicitly {@link tongxing.v1.Attempt.verify|verify} messages.
             * @param m Attempt message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Attempt.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Attempt message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Attempt & tongxing.v1.Attempt.$Shape} Attempt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Attempt & tongxing.v1.Attempt.$Shape;
        }

        namespace Attempt {

            /** Properties of an Attempt. */
            interface $Properties {

                /** Attempt attempt */
                attempt?: number;

                /** Attempt provisional */
                provisional?: boolean;

                /** Attempt grade */
                grade?: number;

                /** Attempt unavailable */
                unavailable?: string;

                /** Attempt snapshot_age_ms */
                snapshot_age_ms?: (number|Long);

                /** Attempt previous_hash */
                previous_hash?: Uint8Array;

                /** Attempt wall_ms */
                wall_ms?: (number|Long);

                /** Attempt evidence */
                evidence?: Uint8Array;

                /** Attempt evidence_signature */
                evidence_signature?: Uint8Array;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Attempt. */
            type $Shape = tongxing.v1.Attempt.$Properties;
        }

        /**
         * Properties of an Evidence.
         * @deprecated Use tongxing.v1.Evidence.$Properties instead.
         */
        interface IEvidence extends tongxing.v1.Evidence.$Properties {
        }

        /** Represents an Evidence. */
        class Evidence {

            /**
             * Constructs a new Evidence.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Evidence.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Evidence msgid. */
            msgid: string;

            /** Evidence transaction_sha256. */
            transaction_sha256: Uint8Array;

            /** Evidence previous_hash. */
            previous_hash: Uint8Array;

            /** Evidence grade. */
            grade: number;

            /** Evidence unavailable. */
            unavailable: string;

            /** Evidence unavailable_since_ms. */
            unavailable_since_ms: (number|Long);

            /** Evidence told_ms. */
            told_ms: (number|Long);

            /** Evidence snapshot_as_of_ms. */
            snapshot_as_of_ms: (number|Long);

            /** Evidence pack. */
            pack: string;

            /** Evidence pack_version. */
            pack_version: string;

            /** Evidence packs_as_of_ms. */
            packs_as_of_ms: (number|Long);

            /** Evidence catalogue_version. */
            catalogue_version: string;

            /** Evidence catalogue_as_of_ms. */
            catalogue_as_of_ms: (number|Long);

            /** Evidence revocation_version. */
            revocation_version: string;

            /** Evidence revocation_as_of_ms. */
            revocation_as_of_ms: (number|Long);

            /** Evidence device. */
            device: string;

            /** Evidence card_inserted_ms. */
            card_inserted_ms: (number|Long);

            /** Evidence card_read_ms. */
            card_read_ms: (number|Long);

            /** Evidence card_removed_ms. */
            card_removed_ms: (number|Long);

            /** Evidence opter. */
            opter: string;

            /**
             * Encodes the specified Evidence message. Does not implicitly {@link tongxing.v1.Evidence.verify|verify} messages.
             * @param m Evidence message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Evidence.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Evidence message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Evidence & tongxing.v1.Evidence.$Shape} Evidence
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Evidence & tongxing.v1.Evidence.$Shape;
        }

        namespace Evidence {

            /** Properties of an Evidence. */
            interface $Properties {

                /** Evidence msgid */
                msgid?: string;

                /** Evidence transaction_sha256 */
                transaction_sha256?: Uint8Array;

                /** Evidence previous_hash */
                previous_hash?: Uint8Array;

                /** Evidence grade */
                grade?: number;

                /** Evidence unavailable */
                unavailable?: string;

                /** Evidence unavailable_since_ms */
                unavailable_since_ms?: (number|Long);

                /** Evidence told_ms */
                told_ms?: (number|Long);

                /** Evidence snapshot_as_of_ms */
                snapshot_as_of_ms?: (number|Long);

                /** Evidence pack */
                pack?: string;

                /** Evidence pack_version */
                pack_version?: string;

                /** Evidence packs_as_of_ms */
                packs_as_of_ms?: (number|Long);

                /** Evidence catalogue_version */
                catalogue_version?: string;

                /** Evidence catalogue_as_of_ms */
                catalogue_as_of_ms?: (number|Long);

                /** Evidence revocation_version */
                revocation_version?: string;

                /** Evidence revocation_as_of_ms */
                revocation_as_of_ms?: (number|Long);

                /** Evidence device */
                device?: string;

                /** Evidence card_inserted_ms */
                card_inserted_ms?: (number|Long);

                /** Evidence card_read_ms */
                card_read_ms?: (number|Long);

                /** Evidence card_removed_ms */
                card_removed_ms?: (number|Long);

                /** Evidence opter */
                opter?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Evidence. */
            type $Shape = tongxing.v1.Evidence.$Properties;
        }

        /** Outcome enum. */
        enum Outcome {

            /** OUTCOME_UNSPECIFIED value */
            OUTCOME_UNSPECIFIED = 0,

            /** OUTCOME_SETTLED value */
            OUTCOME_SETTLED = 1,

            /** OUTCOME_REJECTED value */
            OUTCOME_REJECTED = 2,

            /** OUTCOME_REVERSED value */
            OUTCOME_REVERSED = 3,

            /** OUTCOME_VOIDED value */
            OUTCOME_VOIDED = 4,

            /** OUTCOME_NOT_FOUND value */
            OUTCOME_NOT_FOUND = 5,

            /** OUTCOME_RETRY value */
            OUTCOME_RETRY = 6
        }

        /**
         * Properties of an Answer.
         * @deprecated Use tongxing.v1.Answer.$Properties instead.
         */
        interface IAnswer extends tongxing.v1.Answer.$Properties {
        }

        /** Represents an Answer. */
        class Answer {

            /**
             * Constructs a new Answer.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Answer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Answer msgid. */
            msgid: string;

            /** Answer outcome. */
            outcome: tongxing.v1.Outcome;

            /** Answer result. */
            result: tongxing.v1.Result;

            /** Answer setl_id. */
            setl_id: string;

            /** Answer mdtrt_id. */
            mdtrt_id: string;

            /** Answer setl_time. */
            setl_time: string;

            /** Answer setlinfo. */
            setlinfo: tongxing.v1.Setlinfo;

            /** Answer setldetail. */
            setldetail: tongxing.v1.Setldetail[];

            /** Answer clr_optins. */
            clr_optins: string;

            /** Answer clr_type. */
            clr_type: string;

            /** Answer repeated_answer. */
            repeated_answer: boolean;

            /** Answer feedetail_result. */
            feedetail_result: tongxing.v1.FeeResult[];

            /** Answer goods_result. */
            goods_result: tongxing.v1.GoodsResult[];

            /**
             * Encodes the specified Answer message. Does not implicitly {@link tongxing.v1.Answer.verify|verify} messages.
             * @param m Answer message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Answer.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Answer message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Answer & tongxing.v1.Answer.$Shape} Answer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Answer & tongxing.v1.Answer.$Shape;
        }

        namespace Answer {

            /** Properties of an Answer. */
            interface $Properties {

                /** Answer msgid */
                msgid?: string;

                /** Answer outcome */
                outcome?: tongxing.v1.Outcome;

                /** Answer result */
                result?: tongxing.v1.Result.$Properties;

                /** Answer setl_id */
                setl_id?: string;

                /** Answer mdtrt_id */
                mdtrt_id?: string;

                /** Answer setl_time */
                setl_time?: string;

                /** Answer setlinfo */
                setlinfo?: tongxing.v1.Setlinfo.$Properties;

                /** Answer setldetail */
                setldetail?: tongxing.v1.Setldetail.$Properties[];

                /** Answer clr_optins */
                clr_optins?: string;

                /** Answer clr_type */
                clr_type?: string;

                /** Answer repeated_answer */
                repeated_answer?: boolean;

                /** Answer feedetail_result */
                feedetail_result?: tongxing.v1.FeeResult.$Properties[];

                /** Answer goods_result */
                goods_result?: tongxing.v1.GoodsResult.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Answer. */
            type $Shape = tongxing.v1.Answer.$Properties;
        }

        /**
         * Properties of a Registration.
         * @deprecated Use tongxing.v1.Registration.$Properties instead.
         */
        interface IRegistration extends tongxing.v1.Registration.$Properties {
        }

        /** Represents a Registration. */
        class Registration {

            /**
             * Constructs a new Registration.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Registration.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Registration mdtrt_id. */
            mdtrt_id: string;

            /** Registration psn_no. */
            psn_no: string;

            /** Registration insutype. */
            insutype: string;

            /** Registration begntime. */
            begntime: string;

            /** Registration mdtrt_cert_type. */
            mdtrt_cert_type: string;

            /** Registration mdtrt_cert_no. */
            mdtrt_cert_no: string;

            /** Registration card_sn. */
            card_sn: string;

            /** Registration ipt_otp_no. */
            ipt_otp_no: string;

            /** Registration atddr_no. */
            atddr_no: string;

            /** Registration dr_name. */
            dr_name: string;

            /** Registration dept_code. */
            dept_code: string;

            /** Registration dept_name. */
            dept_name: string;

            /** Registration caty. */
            caty: string;

            /** Registration med_type. */
            med_type: string;

            /**
             * Encodes the specified Registration message. Does not implicitly {@link tongxing.v1.Registration.verify|verify} messages.
             * @param m Registration message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Registration.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Registration message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Registration & tongxing.v1.Registration.$Shape} Registration
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Registration & tongxing.v1.Registration.$Shape;
        }

        namespace Registration {

            /** Properties of a Registration. */
            interface $Properties {

                /** Registration mdtrt_id */
                mdtrt_id?: string;

                /** Registration psn_no */
                psn_no?: string;

                /** Registration insutype */
                insutype?: string;

                /** Registration begntime */
                begntime?: string;

                /** Registration mdtrt_cert_type */
                mdtrt_cert_type?: string;

                /** Registration mdtrt_cert_no */
                mdtrt_cert_no?: string;

                /** Registration card_sn */
                card_sn?: string;

                /** Registration ipt_otp_no */
                ipt_otp_no?: string;

                /** Registration atddr_no */
                atddr_no?: string;

                /** Registration dr_name */
                dr_name?: string;

                /** Registration dept_code */
                dept_code?: string;

                /** Registration dept_name */
                dept_name?: string;

                /** Registration caty */
                caty?: string;

                /** Registration med_type */
                med_type?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Registration. */
            type $Shape = tongxing.v1.Registration.$Properties;
        }

        /**
         * Properties of a VisitInfo.
         * @deprecated Use tongxing.v1.VisitInfo.$Properties instead.
         */
        interface IVisitInfo extends tongxing.v1.VisitInfo.$Properties {
        }

        /** Represents a VisitInfo. */
        class VisitInfo {

            /**
             * Constructs a new VisitInfo.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.VisitInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** VisitInfo mdtrtinfo. */
            mdtrtinfo: tongxing.v1.Mdtrtinfo;

            /** VisitInfo diseinfo. */
            diseinfo: tongxing.v1.Diseinfo[];

            /**
             * Encodes the specified VisitInfo message. Does not implicitly {@link tongxing.v1.VisitInfo.verify|verify} messages.
             * @param m VisitInfo message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.VisitInfo.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a VisitInfo message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.VisitInfo & tongxing.v1.VisitInfo.$Shape} VisitInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.VisitInfo & tongxing.v1.VisitInfo.$Shape;
        }

        namespace VisitInfo {

            /** Properties of a VisitInfo. */
            interface $Properties {

                /** VisitInfo mdtrtinfo */
                mdtrtinfo?: tongxing.v1.Mdtrtinfo.$Properties;

                /** VisitInfo diseinfo */
                diseinfo?: tongxing.v1.Diseinfo.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a VisitInfo. */
            type $Shape = tongxing.v1.VisitInfo.$Properties;
        }

        /**
         * Properties of a Mdtrtinfo.
         * @deprecated Use tongxing.v1.Mdtrtinfo.$Properties instead.
         */
        interface IMdtrtinfo extends tongxing.v1.Mdtrtinfo.$Properties {
        }

        /** Represents a Mdtrtinfo. */
        class Mdtrtinfo {

            /**
             * Constructs a new Mdtrtinfo.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Mdtrtinfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Mdtrtinfo mdtrt_id. */
            mdtrt_id: string;

            /** Mdtrtinfo psn_no. */
            psn_no: string;

            /** Mdtrtinfo med_type. */
            med_type: string;

            /** Mdtrtinfo begntime. */
            begntime: string;

            /** Mdtrtinfo main_cond_dscr. */
            main_cond_dscr: string;

            /** Mdtrtinfo dise_codg. */
            dise_codg: string;

            /** Mdtrtinfo dise_name. */
            dise_name: string;

            /**
             * Encodes the specified Mdtrtinfo message. Does not implicitly {@link tongxing.v1.Mdtrtinfo.verify|verify} messages.
             * @param m Mdtrtinfo message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Mdtrtinfo.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Mdtrtinfo message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Mdtrtinfo & tongxing.v1.Mdtrtinfo.$Shape} Mdtrtinfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Mdtrtinfo & tongxing.v1.Mdtrtinfo.$Shape;
        }

        namespace Mdtrtinfo {

            /** Properties of a Mdtrtinfo. */
            interface $Properties {

                /** Mdtrtinfo mdtrt_id */
                mdtrt_id?: string;

                /** Mdtrtinfo psn_no */
                psn_no?: string;

                /** Mdtrtinfo med_type */
                med_type?: string;

                /** Mdtrtinfo begntime */
                begntime?: string;

                /** Mdtrtinfo main_cond_dscr */
                main_cond_dscr?: string;

                /** Mdtrtinfo dise_codg */
                dise_codg?: string;

                /** Mdtrtinfo dise_name */
                dise_name?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Mdtrtinfo. */
            type $Shape = tongxing.v1.Mdtrtinfo.$Properties;
        }

        /**
         * Properties of a Diseinfo.
         * @deprecated Use tongxing.v1.Diseinfo.$Properties instead.
         */
        interface IDiseinfo extends tongxing.v1.Diseinfo.$Properties {
        }

        /** Represents a Diseinfo. */
        class Diseinfo {

            /**
             * Constructs a new Diseinfo.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Diseinfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Diseinfo diag_type. */
            diag_type: string;

            /** Diseinfo diag_srt_no. */
            diag_srt_no: string;

            /** Diseinfo diag_code. */
            diag_code: string;

            /** Diseinfo diag_name. */
            diag_name: string;

            /** Diseinfo diag_dept. */
            diag_dept: string;

            /** Diseinfo dise_dor_no. */
            dise_dor_no: string;

            /** Diseinfo dise_dor_name. */
            dise_dor_name: string;

            /** Diseinfo diag_time. */
            diag_time: string;

            /** Diseinfo vali_flag. */
            vali_flag: string;

            /**
             * Encodes the specified Diseinfo message. Does not implicitly {@link tongxing.v1.Diseinfo.verify|verify} messages.
             * @param m Diseinfo message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Diseinfo.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Diseinfo message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Diseinfo & tongxing.v1.Diseinfo.$Shape} Diseinfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Diseinfo & tongxing.v1.Diseinfo.$Shape;
        }

        namespace Diseinfo {

            /** Properties of a Diseinfo. */
            interface $Properties {

                /** Diseinfo diag_type */
                diag_type?: string;

                /** Diseinfo diag_srt_no */
                diag_srt_no?: string;

                /** Diseinfo diag_code */
                diag_code?: string;

                /** Diseinfo diag_name */
                diag_name?: string;

                /** Diseinfo diag_dept */
                diag_dept?: string;

                /** Diseinfo dise_dor_no */
                dise_dor_no?: string;

                /** Diseinfo dise_dor_name */
                dise_dor_name?: string;

                /** Diseinfo diag_time */
                diag_time?: string;

                /** Diseinfo vali_flag */
                vali_flag?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Diseinfo. */
            type $Shape = tongxing.v1.Diseinfo.$Properties;
        }

        /**
         * Properties of a FeeUpload.
         * @deprecated Use tongxing.v1.FeeUpload.$Properties instead.
         */
        interface IFeeUpload extends tongxing.v1.FeeUpload.$Properties {
        }

        /** Represents a FeeUpload. */
        class FeeUpload {

            /**
             * Constructs a new FeeUpload.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.FeeUpload.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeeUpload mdtrt_id. */
            mdtrt_id: string;

            /** FeeUpload psn_no. */
            psn_no: string;

            /** FeeUpload chrg_bchno. */
            chrg_bchno: string;

            /** FeeUpload dise_codg. */
            dise_codg: string;

            /** FeeUpload feedetail. */
            feedetail: tongxing.v1.Feedetail[];

            /**
             * Encodes the specified FeeUpload message. Does not implicitly {@link tongxing.v1.FeeUpload.verify|verify} messages.
             * @param m FeeUpload message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.FeeUpload.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeeUpload message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.FeeUpload & tongxing.v1.FeeUpload.$Shape} FeeUpload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.FeeUpload & tongxing.v1.FeeUpload.$Shape;
        }

        namespace FeeUpload {

            /** Properties of a FeeUpload. */
            interface $Properties {

                /** FeeUpload mdtrt_id */
                mdtrt_id?: string;

                /** FeeUpload psn_no */
                psn_no?: string;

                /** FeeUpload chrg_bchno */
                chrg_bchno?: string;

                /** FeeUpload dise_codg */
                dise_codg?: string;

                /** FeeUpload feedetail */
                feedetail?: tongxing.v1.Feedetail.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FeeUpload. */
            type $Shape = tongxing.v1.FeeUpload.$Properties;
        }

        /**
         * Properties of a Feedetail.
         * @deprecated Use tongxing.v1.Feedetail.$Properties instead.
         */
        interface IFeedetail extends tongxing.v1.Feedetail.$Properties {
        }

        /** Represents a Feedetail. */
        class Feedetail {

            /**
             * Constructs a new Feedetail.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.Feedetail.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Feedetail feedetl_sn. */
            feedetl_sn: string;

            /** Feedetail rxno. */
            rxno: string;

            /** Feedetail rx_circ_flag. */
            rx_circ_flag: string;

            /** Feedetail fee_ocur_time. */
            fee_ocur_time: string;

            /** Feedetail med_list_codg. */
            med_list_codg: string;

            /** Feedetail medins_list_codg. */
            medins_list_codg: string;

            /** Feedetail det_item_fee_sumamt. */
            det_item_fee_sumamt: tongxing.v1.Fen;

            /** Feedetail cnt. */
            cnt: string;

            /** Feedetail pric. */
            pric: string;

            /** Feedetail bilg_dept_codg. */
            bilg_dept_codg: string;

            /** Feedetail bilg_dept_name. */
            bilg_dept_name: string;

            /** Feedetail bilg_dr_codg. */
            bilg_dr_codg: string;

            /** Feedetail bilg_dr_name. */
            bilg_dr_name: string;

            /** Feedetail hosp_appr_flag. */
            hosp_appr_flag: string;

            /**
             * Encodes the specified Feedetail message. Does not implicitly {@link tongxing.v1.Feedetail.verify|verify} messages.
             * @param m Feedetail message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.Feedetail.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Feedetail message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.Feedetail & tongxing.v1.Feedetail.$Shape} Feedetail
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.Feedetail & tongxing.v1.Feedetail.$Shape;
        }

        namespace Feedetail {

            /** Properties of a Feedetail. */
            interface $Properties {

                /** Feedetail feedetl_sn */
                feedetl_sn?: string;

                /** Feedetail rxno */
                rxno?: string;

                /** Feedetail rx_circ_flag */
                rx_circ_flag?: string;

                /** Feedetail fee_ocur_time */
                fee_ocur_time?: string;

                /** Feedetail med_list_codg */
                med_list_codg?: string;

                /** Feedetail medins_list_codg */
                medins_list_codg?: string;

                /** Feedetail det_item_fee_sumamt */
                det_item_fee_sumamt?: tongxing.v1.Fen.$Properties;

                /** Feedetail cnt */
                cnt?: string;

                /** Feedetail pric */
                pric?: string;

                /** Feedetail bilg_dept_codg */
                bilg_dept_codg?: string;

                /** Feedetail bilg_dept_name */
                bilg_dept_name?: string;

                /** Feedetail bilg_dr_codg */
                bilg_dr_codg?: string;

                /** Feedetail bilg_dr_name */
                bilg_dr_name?: string;

                /** Feedetail hosp_appr_flag */
                hosp_appr_flag?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Feedetail. */
            type $Shape = tongxing.v1.Feedetail.$Properties;
        }

        /**
         * Properties of a FeeResult.
         * @deprecated Use tongxing.v1.FeeResult.$Properties instead.
         */
        interface IFeeResult extends tongxing.v1.FeeResult.$Properties {
        }

        /** Represents a FeeResult. */
        class FeeResult {

            /**
             * Constructs a new FeeResult.
             * @param [p] Properties to set
             */
            constructor(p?: tongxing.v1.FeeResult.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeeResult feedetl_sn. */
            feedetl_sn: string;

            /** FeeResult det_item_fee_sumamt. */
            det_item_fee_sumamt: tongxing.v1.Fen;

            /** FeeResult fulamt_ownpay_amt. */
            fulamt_ownpay_amt: tongxing.v1.Fen;

            /** FeeResult overlmt_amt. */
            overlmt_amt: tongxing.v1.Fen;

            /** FeeResult preselfpay_amt. */
            preselfpay_amt: tongxing.v1.Fen;

            /** FeeResult inscp_scp_amt. */
            inscp_scp_amt: tongxing.v1.Fen;

            /**
             * Encodes the specified FeeResult message. Does not implicitly {@link tongxing.v1.FeeResult.verify|verify} messages.
             * @param m FeeResult message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: tongxing.v1.FeeResult.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeeResult message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {tongxing.v1.FeeResult & tongxing.v1.FeeResult.$Shape} FeeResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): tongxing.v1.FeeResult & tongxing.v1.FeeResult.$Shape;
        }

        namespace FeeResult {

            /** Properties of a FeeResult. */
            interface $Properties {

                /** FeeResult feedetl_sn */
                feedetl_sn?: string;

                /** FeeResult det_item_fee_sumamt */
                det_item_fee_sumamt?: tongxing.v1.Fen.$Properties;

                /** FeeResult fulamt_ownpay_amt */
                fulamt_ownpay_amt?: tongxing.v1.Fen.$Properties;

                /** FeeResult overlmt_amt */
                overlmt_amt?: tongxing.v1.Fen.$Properties;

                /** FeeResult preselfpay_amt */
                preselfpay_amt?: tongxing.v1.Fen.$Properties;

                /** FeeResult inscp_scp_amt */
                inscp_scp_amt?: tongxing.v1.Fen.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FeeResult. */
            type $Shape = tongxing.v1.FeeResult.$Properties;
        }
    }
}
