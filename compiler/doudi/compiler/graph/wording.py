"""What kinds, relations and clauses are called, in both languages."""

from __future__ import annotations

from typing import Final

from doudi.compiler.graph.model import Graph, Node, NodeKind, Relation
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.policy_dsl.keywords import BY_TOKEN

KINDS: Final = {
    NodeKind.DOCUMENT: Message("文件", "document"),
    NodeKind.PROVISION: Message("条款", "provision"),
    NodeKind.SCHEME: Message("救助项目", "scheme"),
    NodeKind.TERM: Message("用语", "term"),
    NodeKind.FACT: Message("事实", "fact"),
    NodeKind.STANDARD: Message("标准", "standard"),
    NodeKind.CITED: Message("未编码的文件", "document not encoded"),
}
MANY: Final = {
    NodeKind.DOCUMENT: Message("文件", "documents"),
    NodeKind.PROVISION: Message("条款", "provisions"),
    NodeKind.SCHEME: Message("救助项目", "schemes"),
    NodeKind.TERM: Message("用语", "terms"),
    NodeKind.FACT: Message("事实", "facts"),
    NodeKind.STANDARD: Message("标准", "standards"),
    NodeKind.CITED: Message("未编码的文件", "documents not encoded"),
}
RELATIONS: Final = {
    Relation.USES: Message("用到", "uses"),
    Relation.GRANTED_BY: Message("由其给予", "granted by"),
    Relation.DEFINED_BY: Message("由其认定", "defined by"),
    Relation.SHAPED_BY: Message("由其补充", "shaped by"),
    Relation.EXCLUDED_BY: Message("被其排除", "excluded by"),
    Relation.IN_DOCUMENT: Message("载于", "in"),
    Relation.EXCEPTION_TO: Message("例外于", "exception to"),
    Relation.PREVAILS_OVER: Message("优先于", "prevails over"),
    Relation.SPECIAL_TO: Message("特别于", "special to"),
    Relation.TAKES_HIGHER: Message("取高于", "takes the higher with"),
    Relation.STACKS_WITH: Message("叠加于", "stacks with"),
    Relation.REPEALS: Message("废止", "repeals"),
    Relation.IMPLEMENTS: Message("贯彻", "implements"),
    Relation.INCORPORATES: Message("按照", "incorporates"),
    Relation.MENTIONS: Message("提及", "mentions"),
    Relation.LEANS_ON: Message("依据", "leans on"),
}


def clause(token: str, lang: Lang) -> str:
    """The keyword of the clause that caused an edge, as an author writes it."""
    keyword = BY_TOKEN.get(token)
    if keyword is None:
        return token.lower()
    return keyword.zh if lang == "zh" else keyword.en


def name(graph: Graph, node: Node, lang: Lang) -> str:
    zh, en = graph.names[node]
    return (zh if lang == "zh" else en) or zh or node.id


def label(graph: Graph, node: Node, lang: Lang) -> str:
    """A provision by its address and title, a document by its id and title, others by name."""
    match node.kind:
        case NodeKind.PROVISION:
            return f"{node.id} {graph.titles.get(node, '')}".strip()
        case NodeKind.DOCUMENT:
            return f"{node.id} {graph.names[node][0]}".strip()
        case NodeKind.CITED:
            return node.id
        case _:
            return name(graph, node, lang)
