//! 需要人处理的事。

use crate::text::attention::Attention;

pub(in crate::text) const CHINESE: Attention =
    Attention { unfold: "展开", fold: "收起", later: "稍后", not_later: "不再推后", dismiss: "忽略" };
