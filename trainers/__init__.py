"""How networks learn: recipes, the loop they share, and the run folder. A package of its own: no Qt, no tools."""

from trainers import align, blend, colorize, damage, face, generate, inpaint, style, upscale
from trainers.recipe import Recipe

RECIPES: dict[str, Recipe] = {
    recipe.id: recipe
    for recipe in (
        upscale.RECIPE,
        inpaint.RECIPE,
        colorize.RECIPE,
        style.RECIPE,
        damage.RECIPE,
        blend.RECIPE,
        face.RECIPE,
        align.RECIPE,
        generate.RECIPE,
    )
}
