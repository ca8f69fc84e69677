# Órdenes de la casa. «make» sin nada las lista.
CORRER ?= uv run
# «make revisar PRUEBAS=no» revisa todo menos las pruebas, que quizá ya se corrieron.
PRUEBAS ?= si

.DEFAULT_GOAL := ayuda
.PHONY: ayuda revisar formato probar demo navegador rendimiento catalogo recorridos candado

ayuda: ## Muestra esta lista
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)$$/  make \1|\2/' | column -t -s '|'

revisar: ## Revisa todo: forma, estilo, tipos, contratos, textos y pruebas
	$(CORRER) ruff format --check .
	$(CORRER) ruff check .
	$(CORRER) mypy
	$(CORRER) lint-imports
	$(CORRER) python .ci/catalogo.py
	$(CORRER) python .ci/recorridos.py
ifeq ($(PRUEBAS),si)
	$(CORRER) pytest
endif

formato: ## Da forma al código y corrige lo que se corrige solo
	$(CORRER) ruff check --fix .
	$(CORRER) ruff format .

probar: ## Corre las pruebas que no necesitan navegador
	$(CORRER) pytest

demo: ## Abre la demostración: entidad de ejemplo y chat en el navegador
	$(CORRER) asistente demo

navegador: ## Corre las pruebas que abren la página con Chromium
	$(CORRER) --group navegador pytest -n 0 -m navegador

rendimiento: ## Mide tiempos y memoria
	$(CORRER) pytest -n 0 -m rendimiento -s

catalogo: ## Actualiza el catálogo de textos con lo que dice el código
	$(CORRER) python .ci/catalogo.py --actualizar

recorridos: ## Cuenta otra vez los actos de cada tarea en docs/recorridos.md
	$(CORRER) python .ci/recorridos.py --actualizar

candado: ## Rehace requirements.lock y las restricciones de pyproject.toml
	$(CORRER) python .ci/candado.py
