"""Reglas de coherencia entre el Plan de Acción, el Plan Indicativo, el gasto y los reportes."""
