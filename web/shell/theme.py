"""The look that all tabs share, as far as Gradio's theme carries it."""

from __future__ import annotations

import gradio as gr

FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "sans-serif",
)


def build_theme() -> gr.themes.Base:
    """System fonts only: a named web font would be requested from another machine. Labels, hints and buttons
    keep a contrast of 4.5 to 1, which the theme by itself does not."""
    theme = gr.themes.Soft(
        primary_hue="teal", neutral_hue="slate", font=FONTS, font_mono=("ui-monospace", "monospace")
    )
    return theme.set(
        block_title_text_color="*neutral_700",
        block_title_text_color_dark="*neutral_200",
        block_title_background_fill="none",
        block_title_background_fill_dark="none",
        block_label_text_color="*neutral_700",
        block_label_text_color_dark="*neutral_200",
        block_label_background_fill_dark="*neutral_800",
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_300",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        input_placeholder_color="*neutral_600",
        input_placeholder_color_dark="*neutral_300",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_hover_dark="*primary_800",
        button_primary_text_color="white",
        button_primary_text_color_dark="white",
        button_secondary_background_fill_hover_dark="*primary_700",
        # Where to type and what is chosen can be seen: without these, boxes are white on white.
        input_border_width="1px",
        input_border_color="*neutral_400",
        input_border_color_dark="*neutral_500",
        checkbox_border_color="*neutral_500",
        checkbox_border_color_dark="*neutral_400",
        checkbox_label_background_fill_selected="*primary_700",
        checkbox_label_background_fill_selected_dark="*primary_700",
    )
